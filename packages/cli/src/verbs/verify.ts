import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { examineTrace, findBreak, type Ledger, type Vault, verifySnapshot } from "@pgs/runtime";
import { exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { journalRows } from "../journal-rows.ts";
import { loadHost } from "../load-host.ts";
import { openVault } from "../open-vault.ts";
import { addPlaceOptions, findPlace, type Place, type PlaceOptions, readLedger } from "../place.ts";
import { openShelf, type ProgramShelf } from "../program-shelf.ts";
import { traceOrErased } from "../run-trace.ts";
import { counted } from "../terminal/counted.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import { shownPath, tracePlaceOf } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";
import { type Verified, verifyDecisions } from "../verify-decisions.ts";

/**
 * `pgs verify`: the snapshot to the last byte, the journal's chain, every trace against the journal, and every decision
 * against the keys of the approvers.
 */
export const addVerifyVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program.command("verify").option("--snapshot <folder>", "the snapshot (default: the configuration's)"),
  )
    .addHelpText(
      "after",
      `\nExit codes: 0 all of it is whole; 4 something is not.
${examples(["pgs verify", "pgs verify --snapshot hello_snapshot", "pgs verify --json"])}`,
    )
    .action(async (options: PlaceOptions) => {
      invocation.exit = await verify(options, invocation.composition);
    });
};

async function verify(options: PlaceOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  if (!existsSync(place.workspace.snapshot)) {
    throw usageFailure(
      `there is no snapshot at ${shownPath(place.workspace.snapshot, terminal.currentFolder)}`,
      "`pgs compile` makes one",
    );
  }
  const snapshot = verifySeal(place);
  const data = await readLedger({ place, composition, otherwise: [] }, async (ledger) => {
    const vault = await openVault(place, { ledger, composition });
    const known = { place, shelf: openShelf(place.workspace), vault };
    const host = await loadHost(place.workspace, composition);
    return [verifyJournal(ledger), verifyTraces(ledger, known), verifyDecisions(ledger, { ...known, host })];
  });
  const verified = [snapshot, ...data];
  const isWhole = verified.every(({ findings }) => findings.length === 0);
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, whole: isWhole, verified })}\n`);
  else terminal.out(verified.map((part) => printVerified(part, inkOf(terminal))).join(""));
  return isWhole ? exitCodes.ok : exitCodes.verification;
}

function verifySeal({ workspace }: Place): Verified {
  const findings = verifySnapshot(workspace.snapshot).map(({ code, message }) => `${code}: ${message}`);
  return { what: "snapshot", size: basename(workspace.snapshot), findings };
}

function verifyJournal(ledger: Ledger): Verified {
  let count = 0;
  const counting = function* () {
    for (const row of journalRows(ledger.read)) {
      count += 1;
      yield row;
    }
  };
  const broken = findBreak(counting(), ledger.read.journalStart());
  const findings = broken === undefined ? [] : [`row ${broken.seq} does not follow from the one before it`];
  return { what: "journal", size: counted(count, "row"), findings };
}

/** Compares every trace that is written with the journal it was made from. */
function verifyTraces(
  ledger: Ledger,
  known: { readonly place: Place; readonly shelf: ProgramShelf; readonly vault: Vault },
): Verified {
  const findings: string[] = [];
  let count = 0;
  for (const { run } of ledger.read.runs(Number.MAX_SAFE_INTEGER)) {
    const file = tracePlaceOf(known.place, run).fileOf("jsonl");
    if (!existsSync(file)) continue;
    count += 1;
    const made = traceOrErased(run, { read: ledger.read, ...known });
    if (made === "erased") findings.push(`${run}: it was erased, and its trace is still written; remove it`);
    else if (made === undefined) findings.push(`${run}: the snapshot it ran on is not here, so it cannot be recounted`);
    else {
      const examination = examineTrace(readFileSync(file, "utf8"), { anchor: made.sealed.headHash });
      if (examination.proof === "tampered") findings.push(`${run}: ${examination.verdict}`);
    }
  }
  return { what: "traces", size: counted(count, "trace"), findings };
}

function printVerified({ what, size, findings }: Verified, ink: Ink): string {
  const mark = findings.length === 0 ? ink.green("✓") : ink.red("✗");
  const head = `${mark} ${ink.bold(what.padEnd(9))}  ${size}\n`;
  return head + findings.map((finding) => `             ${ink.red(finding)}\n`).join("");
}
