import { existsSync } from "node:fs";
import type { Ledger, RunRow, Vault } from "@pgs/runtime";
import type { Place } from "./place.ts";
import type { ProgramShelf } from "./program-shelf.ts";
import { layoutOf, sourcesOf, traceOrErased } from "./run-trace.ts";
import { traceKinds, tracePlaceOf } from "./trace-place.ts";
import { type TraceChoice, writeTrace } from "./write-trace.ts";

/** How far back traces are looked for: commands that run at the same time may all have been cut off. */
const newest = 100;

/** Writes what is missing of the traces of the newest runs, and gives the files that were not there. */
export async function settleTraces(
  ledger: Ledger,
  how: {
    readonly place: Place;
    readonly shelf: ProgramShelf;
    readonly vault: Vault;
    readonly choice: TraceChoice;
  },
): Promise<readonly string[]> {
  const { shelf, vault } = how;
  const written: string[] = [];
  const settleTrace = async ({ run, workflow }: RunRow): Promise<void> => {
    const place = tracePlaceOf(how.place, run);
    const made = traceOrErased(run, { read: ledger.read, shelf, vault });
    if (made === undefined || made === "erased") return;
    const { files } = made.program.snapshot;
    const { text, headHash: anchor } = made.sealed;
    const before = new Set(traceKinds.map(place.fileOf).filter((file) => existsSync(file)));
    const subject = { place, text, anchor, layout: layoutOf(workflow, files), sources: sourcesOf(files) };
    written.push(...(await writeTrace(how.choice, subject)).filter((file) => !before.has(file)));
  };
  for (const row of ledger.read.runs(newest)) await settleTrace(row);
  return written;
}
