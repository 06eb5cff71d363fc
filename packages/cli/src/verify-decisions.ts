import {
  ErasedValue,
  type JournalRow,
  type Ledger,
  type ProvedWait,
  parseBody,
  proveWaits,
  type SideEffectHost,
  type Vault,
  type WaitProof,
} from "@pgs/runtime";
import type { ProgramShelf } from "./program-shelf.ts";
import { counted } from "./terminal/counted.ts";

/** One thing that was verified: how much of it there is, and what is wrong with it. */
export interface Verified {
  readonly what: "snapshot" | "journal" | "traces" | "decisions";
  readonly size: string;
  readonly findings: readonly string[];
}

interface Known {
  readonly shelf: ProgramShelf;
  readonly vault: Vault;
  /** Trusts the approvers of the configuration. */
  readonly host: SideEffectHost;
}

/** How many decisions came to what, and how many runs were erased. */
type Counts = Record<WaitProof["kind"] | "erased", number>;

/** Judges every decision again by the signature that the journal keeps of it, and by who is trusted now. */
export function verifyDecisions(ledger: Ledger, known: Known): Verified {
  const counts: Counts = { proved: 0, unsigned: 0, unkept: 0, refused: 0, erased: 0 };
  const findings: string[] = [];
  for (const { run } of ledger.read.runs(Number.MAX_SAFE_INTEGER)) {
    const judged = judge(run, ledger, known);
    if (judged === "erased") counts.erased += 1;
    else if ("problem" in judged) findings.push(`${run}: ${judged.problem}`);
    else {
      for (const { node, proof } of judged) {
        counts[proof.kind] += 1;
        if (proof.kind === "refused") findings.push(`${run} at ${node}: ${proof.reason.code}: ${proof.reason.message}`);
      }
    }
  }
  return { what: "decisions", size: sizeOf(counts), findings };
}

type Judged = readonly ProvedWait[] | "erased" | { readonly problem: string };

function judge(run: string, { read }: Ledger, { shelf, vault, host }: Known): Judged {
  const rows = read.journalOf(run);
  if (rows.length === 0) return [];
  const program = shelf.programOf(rows);
  if (program === undefined) {
    const problem = "the snapshot it ran on is not here, so what was decided in it cannot be judged";
    return rows.some((row) => awaitedProvable(row, host)) ? { problem } : [];
  }
  try {
    return proveWaits({ linked: program.linked, vault, host }, rows);
  } catch (error) {
    if (error instanceof ErasedValue) return "erased";
    return { problem: `what was decided in it cannot be judged: ${error instanceof Error ? error.message : error}` };
  }
}

/** Without its program a run still says what it waited for. */
function awaitedProvable({ body }: JournalRow, { waits }: SideEffectHost): boolean {
  const { end } = parseBody(body);
  return "awaits" in end && waits?.get(end.awaits.side_effect)?.prove !== undefined;
}

function sizeOf({ proved, unsigned, unkept, refused, erased }: Counts): string {
  const signed = counted(proved + refused, "signed decision");
  const others = [
    unsigned === 0 ? [] : [`${unsigned} without a signature`],
    unkept === 0 ? [] : [`${unkept} of before signatures were kept`],
    erased === 0 ? [] : [`${counted(erased, "run")} erased`],
  ];
  return [signed, ...others.flat()].join(", ");
}
