import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type RunRow, redecide } from "@pgs/runtime";
import { exitCodes, usageFailure } from "./command-failure.ts";
import type { Recorded } from "./compare-runs.ts";
import type { Composition } from "./composition.ts";
import { type OpenedProgram, openSealedProgram } from "./open-program.ts";
import type { Place } from "./place.ts";
import { countVerdicts, printRedecided, type RedecidedRun } from "./print-redecided.ts";
import { openReplayShelf } from "./replay-shelf.ts";
import { sourcesOf } from "./run-trace.ts";
import { inkOf } from "./terminal/ink.ts";
import { verdictJson } from "./verdict-json.ts";

/** Opens the snapshot that runs are to be decided again by. */
export function openOther(
  folder: string,
  { place, composition }: { readonly place: Place; readonly composition: Composition },
): OpenedProgram {
  const snapshot = resolve(composition.terminal.currentFolder, folder);
  if (existsSync(snapshot)) return openSealedProgram({ ...place.workspace, snapshot });
  throw usageFailure("`--snapshot` names a folder that is not there", "give the folder that holds `seal.json`");
}

/** Says what another program would have decided of each run. Changes nothing. */
export function redecideRuns(rows: readonly RunRow[], by: Recorded & { readonly other: OpenedProgram }): number {
  const { place, composition, other, read, vault, isJson, isNamed } = by;
  const { terminal } = composition;
  const { linked, snapshot } = other;
  const findProgram = openReplayShelf(place.workspace, other);
  const sources = sourcesOf(snapshot.files);
  const decided = rows.map(({ run, workflow }): RedecidedRun => {
    const recorded = { run, rows: read.journalOf(run), row: read.run(run) };
    const verdict = redecide({ findProgram, vault, other: linked, sources }, recorded);
    if (!isJson) terminal.out(printRedecided({ workflow, verdict }, inkOf(terminal)));
    return { workflow, verdict };
  });
  if (isJson) {
    const runs = decided.map(verdictJson);
    terminal.out(
      `${JSON.stringify({ schemaVersion: 1, snapshot: linked.programDigest, same: isSame(decided, isNamed), runs })}\n`,
    );
  } else terminal.err(rows.length === 0 ? "no runs to decide again\n" : countVerdicts(decided));
  if (decided.some(({ verdict }) => verdict.kind === "refused")) return exitCodes.verification;
  return isSame(decided, isNamed) ? exitCodes.ok : exitCodes.findings;
}

/** What cannot be decided is not known to be the same. What was erased is passed over, unless just that was asked. */
function isSame(decided: readonly RedecidedRun[], isNamed: boolean): boolean {
  return decided.every(({ verdict: { kind } }) => kind === "same" || (kind === "erased" && !isNamed));
}
