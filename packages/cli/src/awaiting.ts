import { rules } from "@pgs/governance";
import {
  type AwaitedRow,
  type AwaitingRun,
  type Ledger,
  type LedgerReader,
  nowhere,
  type RunRow,
  readAwaiting,
  type Vault,
} from "@pgs/runtime";
import { CommandFailure, exitCodes } from "./command-failure.ts";
import type { OpenedProgram } from "./open-program.ts";
import type { ProgramShelf } from "./program-shelf.ts";

/** What a run waits for, and with what. */
export interface Awaiting {
  readonly row: AwaitedRow;
  readonly runRow: RunRow | undefined;
  /** The program that the run goes on by. */
  readonly program: OpenedProgram;
  readonly run: AwaitingRun;
}

/** Where what is awaited is read. */
export interface ReadFrom {
  readonly read: LedgerReader;
  readonly shelf: ProgramShelf;
  readonly vault: Vault;
}

/** Reads what a row stands for. Undefined: its program is not here, or it was settled meanwhile. */
export function readAwaited(row: AwaitedRow, { read, shelf, vault }: ReadFrom): Awaiting | undefined {
  const rows = read.journalOf(row.run);
  const program = rows.length === 0 ? undefined : shelf.programOf(rows);
  const run = program && readAwaiting({ linked: program.linked, vault }, rows);
  return program && run && { row, runRow: read.run(row.run), program, run };
}

/** Finds what an id names: the awaited itself, or the run that awaits it. Nothing there is a refusal. */
export function findAwaited(word: string, from: ReadFrom): Awaiting {
  const row = from.read.awaited(word) ?? from.read.awaitedOf(word);
  if (row === undefined) throw unawaited(word);
  const found = readAwaited(row, from);
  if (found !== undefined) return found;
  throw new CommandFailure({
    exit: exitCodes.verification,
    message: `the program of run ${row.run} is not kept with the data`,
    help: "put its snapshot back under `snapshots/` in the data root",
  });
}

export function unawaited(word: string): CommandFailure {
  return refusal(rules.awaitedExists({ id: word }, nowhere), "`pgs pending` lists what is awaited");
}

/** A refusal by the protocol, which left the run as it was. */
export function refusal({ code, message }: { readonly code: string; readonly message: string }, help?: string) {
  return new CommandFailure({
    exit: exitCodes.refused,
    message: `${code}: ${message}`,
    help: help ?? `pgs explain ${code}`,
  });
}

/** Why nobody knows whether an effect was performed; empty: somebody does, or why is not known either. */
export function whyOf({ body, state }: Pick<AwaitedRow, "body" | "state">): string {
  const { why } = JSON.parse(body) as { readonly why?: string };
  return state === "unknown" && why !== undefined ? why : "";
}

const pageSize = 256;

/** Goes through everything that is awaited, by id, page by page. */
export function* awaitedRows({ read }: Pick<Ledger, "read">): Generator<AwaitedRow> {
  for (let after = ""; ; ) {
    const page = read.awaitedAfter(after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** What people call what is awaited. */
export function kindOf({ kind, sideEffect }: Pick<AwaitedRow, "kind" | "sideEffect">): string {
  if (kind !== "wait") return kind;
  return waitWords[sideEffect] ?? "wait";
}

const waitWords: Readonly<Record<string, string>> = {
  "capability_side_effects::CS_APPROVAL_V0": "approval",
  "capability_side_effects::CS_SIGNAL_V0": "signal",
  "capability_side_effects::CS_TIMER_V0": "timer",
};

/** The commands by which what is awaited is settled, as they can be typed; empty: nobody needs to. */
export function commandsFor({
  id,
  kind,
  state,
  sideEffect,
  due,
}: Omit<AwaitedRow, "run" | "segment" | "holder" | "body" | "op">): readonly string[] {
  switch (kindOf({ kind, sideEffect })) {
    case "approval":
      return [`pgs pending ${id}`, `pgs approve ${id} --as <actor>`, `pgs reject ${id} --as <actor>`];
    case "signal":
      return [`pgs signal ${id} --value <json>`];
    case "effect":
      return state === "unknown" ? [`pgs pending ${id}   (how it is settled)`] : ["pgs resume"];
    case "children":
      return ["pgs pending   (what they wait for)"];
    case "timer":
      return [`pgs resume   (from ${due} on)`];
    default:
      return ["pgs resume"];
  }
}
