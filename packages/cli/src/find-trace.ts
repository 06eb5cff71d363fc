import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { nearestTo } from "@pgs/governance";
import type { Ledger, TraceEvidence } from "@pgs/runtime";
import { type CommandFailure, usageFailure } from "./command-failure.ts";
import type { Composition } from "./composition.ts";
import { evidenceNow } from "./evidence-of.ts";
import { nearHelp } from "./explain-usage.ts";
import { openVault } from "./open-vault.ts";
import { type Place, readLedger } from "./place.ts";
import { openShelf } from "./program-shelf.ts";
import { type JournaledTrace, layoutOf, type SnapshotFiles, traceFromJournal } from "./run-trace.ts";
import { type TracePlace, tracePlaceOf } from "./trace-place.ts";
import type { TraceSubject } from "./write-trace.ts";

/** A trace as it is on disk, or made from the journal where there is no file, and what is known beside it. */
export interface FoundTrace {
  readonly text: string;
  readonly evidence: TraceEvidence;
  /** What its files are made of; undefined: the program that made the run is not here. */
  readonly subject: TraceSubject | undefined;
  /** The files of the snapshot that the run was made by; undefined: it is not here. */
  readonly files: SnapshotFiles | undefined;
}

interface Looking {
  readonly place: Place;
  readonly composition: Composition;
}

/** Finds the trace that a word names: a file, a run's folder, or a run. */
export async function findTrace(word: string, looking: Looking): Promise<FoundTrace> {
  const { place, composition } = looking;
  const file = traceFileOf(word, composition.terminal.currentFolder);
  const run = file === undefined ? word : basename(file).replace(/\.jsonl$/, "");
  const journaled = await readJournal(run, looking);
  const tracePlace = tracePlaceOf(place, run);
  const onDisk = file ?? tracePlace.fileOf("jsonl");
  const sealed = journaled?.sealed;
  const text = existsSync(onDisk) ? readFileSync(onDisk, "utf8") : sealed?.text;
  if (text === undefined) throw await unknownRun(word, looking);
  const evidence = journaled?.evidence ?? {};
  return { text, evidence, subject: subjectOf(journaled, tracePlace), files: journaled?.program.snapshot.files };
}

function traceFileOf(word: string, currentFolder: string): string | undefined {
  const path = resolve(currentFolder, word);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return found.isDirectory() ? join(path, `${basename(path)}.jsonl`) : path;
}

interface Journaled extends JournaledTrace {
  readonly workflow: string;
  readonly evidence: TraceEvidence;
}

/** What the data root knows of the run, made again from its journal. */
async function readJournal(run: string, { place, composition }: Looking): Promise<Journaled | undefined> {
  return readLedger({ place, composition, otherwise: undefined }, async (ledger) => {
    const { read } = ledger;
    if (read.run(run) === undefined) return undefined;
    const vault = await openVault(place, { ledger, composition });
    const from = { read, shelf: openShelf(place.workspace), vault };
    const made = traceFromJournal(run, from);
    return made && { ...made, workflow: read.run(run)?.workflow ?? "", evidence: evidenceNow(run, made, from) };
  });
}

function subjectOf(journaled: Journaled | undefined, place: TracePlace): TraceSubject | undefined {
  if (journaled === undefined) return undefined;
  const { program, sealed, workflow, evidence } = journaled;
  return { place, text: sealed.text, evidence, layout: layoutOf(workflow, program.snapshot.files) };
}

async function unknownRun(word: string, { place, composition }: Looking): Promise<CommandFailure> {
  const none: readonly string[] = [];
  const runs = await readLedger({ place, composition, otherwise: none }, (ledger: Ledger) =>
    ledger.read.runs(1000).map(({ run }) => run),
  );
  return usageFailure(`there is no run and no trace \`${word}\``, nearHelp(nearestTo(word, runs), "see `pgs runs`"));
}
