import { existsSync } from "node:fs";
import type { Ledger, RunRow, Vault } from "@pgs/runtime";
import { evidenceOf } from "./evidence-of.ts";
import type { Place } from "./place.ts";
import type { ProgramShelf } from "./program-shelf.ts";
import { layoutOf, traceOrErased } from "./run-trace.ts";
import { traceKinds, tracePlaceOf } from "./trace-place.ts";
import { type TraceChoice, writeTrace } from "./write-trace.ts";

/** How far back traces are looked for: commands that run at the same time may all have been cut off. */
const newest = 100;

/** With what traces are written. */
export interface TraceSettling {
  readonly place: Place;
  readonly shelf: ProgramShelf;
  readonly vault: Vault;
  readonly choice: TraceChoice;
}

/** Writes what is missing of the traces of the newest runs, and gives the files that were not there. */
export async function settleTraces(ledger: Ledger, how: TraceSettling): Promise<readonly string[]> {
  return settleTracesOf(ledger.read.runs(newest), ledger, how);
}

/** Writes what is missing of the traces of these runs, likewise. */
export async function settleTracesOf(
  rows: readonly RunRow[],
  ledger: Ledger,
  how: TraceSettling,
): Promise<readonly string[]> {
  const { shelf, vault } = how;
  const written: string[] = [];
  const settleTrace = async ({ run, workflow }: RunRow): Promise<void> => {
    const place = tracePlaceOf(how.place, run);
    const from = { read: ledger.read, shelf, vault };
    const made = traceOrErased(run, from);
    if (made === undefined || made === "erased") return;
    const { files } = made.program.snapshot;
    const before = new Set(traceKinds.map(place.fileOf).filter((file) => existsSync(file)));
    const evidence = evidenceOf(run, made, from);
    const subject = { place, text: made.sealed.text, evidence, layout: layoutOf(workflow, files) };
    written.push(...(await writeTrace(how.choice, subject)).filter((file) => !before.has(file)));
  };
  for (const row of rows) await settleTrace(row);
  return written;
}
