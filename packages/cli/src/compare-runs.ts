import { existsSync, readFileSync } from "node:fs";
import { checkReplay, type LedgerReader, type RunRow, type Vault } from "@pgs/runtime";
import { exitCodes } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import type { Place } from "./place.ts";
import { printReplay, type ReplayedRun } from "./print-replay.ts";
import { openReplayShelf } from "./replay-shelf.ts";
import { inkOf } from "./terminal/ink.ts";
import { tracePlaceOf } from "./trace-place.ts";
import { verdictJson } from "./verdict-json.ts";

/** Where recorded runs are, and how what they come to is told. */
export interface Recorded {
  readonly place: Place;
  readonly composition: Composition;
  readonly read: LedgerReader;
  readonly vault: Vault;
  readonly isJson: boolean;
  /** Whether somebody asks for just these runs. */
  readonly isNamed: boolean;
}

/** Plays runs again by the programs that made them, and compares them with everything that is recorded. Changes nothing. */
export function compareRuns(rows: readonly RunRow[], by: Recorded): number {
  const { place, composition, read, vault, isJson, isNamed } = by;
  const { terminal } = composition;
  const findProgram = openReplayShelf(place.workspace);
  const replayed = rows.map((row): ReplayedRun => {
    const { run, workflow } = row;
    const file = tracePlaceOf(place, run).fileOf("jsonl");
    const trace = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const verdict = checkReplay({ findProgram, vault }, { run, rows: read.journalOf(run), row, trace });
    if (!isJson) terminal.out(printReplay({ workflow, verdict }, inkOf(terminal)));
    return { workflow, verdict };
  });
  const equal = replayed.filter(({ verdict }) => verdict.kind === "equal").length;
  const isEqual = equal === replayed.length;
  if (isJson) {
    terminal.out(`${JSON.stringify({ schemaVersion: 1, equal: isEqual, runs: replayed.map(verdictJson) })}\n`);
  } else if (replayed.length === 0) terminal.err("no such runs\n");
  else {
    const erased = replayed.filter(isErased).length;
    terminal.err(`${replayed.length} replayed, ${equal} equal${erased === 0 ? "" : `, ${erased} erased`}\n`);
  }
  const isSound = !isNamed && replayed.every((each) => each.verdict.kind === "equal" || isErased(each));
  return isEqual || isSound ? exitCodes.ok : exitCodes.verification;
}

/** It proves nothing any more: whoever asks for it is told so, among others it is passed over. */
function isErased({ verdict }: ReplayedRun): boolean {
  return verdict.kind === "erased";
}
