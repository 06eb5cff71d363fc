import { rmSync } from "node:fs";
import { CommandFailure, exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { parseCount } from "../parse-count.ts";
import { parseInstant } from "../parse-instant.ts";
import { addPlaceOptions, findPlace, type Place, type PlaceOptions } from "../place.ts";
import { pruneJournal } from "../prune-journal.ts";
import { counted } from "../terminal/counted.ts";
import { shownPath, tracePlaceOf } from "../trace-place.ts";
import { unneededSnapshots } from "../unneeded-snapshots.ts";
import type { AddVerb } from "../verbs.ts";
import { hasLedger } from "../workspace/tenant-folder.ts";

interface PruneOptions extends PlaceOptions {
  readonly before?: string;
  readonly keepDays?: number;
  readonly dryRun?: true;
  readonly belowMinimum?: true;
}

/** `pgs data prune`: drops the oldest rows of the journal, and what only they needed. */
export const addDataPruneVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("prune")
      .description("drop the oldest runs from the journal, and the traces and snapshots that only they needed")
      .option("--before <instant>", "runs that had ended before this time", parseInstant)
      .option("--keep-days <count>", "all but the runs of the last days", parseCount)
      .option("--dry-run", "only say what would be done")
      .option("--below-minimum", "also what has to be kept for longer, by the configuration or by law"),
  )
    .addHelpText(
      "after",
      examples([
        "pgs data prune --keep-days 365 --dry-run",
        "pgs data prune --before 2026-01-01T00:00:00Z",
        "pgs data prune --keep-days 30 --below-minimum",
      ]),
    )
    .action(async (options: PruneOptions) => {
      invocation.exit = await prune(options, invocation.composition);
    });
};

async function prune(options: PruneOptions, composition: Composition): Promise<number> {
  const { terminal, clock } = composition;
  const place = await findPlace(options, composition);
  const now = clock.now();
  const before = cutOf(options, now);
  demandMinimum(before, { now, days: place.workspace.minimumDays, isBelow: options.belowMinimum === true });
  if (!hasLedger(place.data)) throw usageFailure(`there is nothing of the tenant \`${place.data.tenant}\``);
  const isTried = options.dryRun === true;
  const { found, runs } = await pruneJournal(place, { composition, before, now, isTried });
  const files = isTried ? [] : await removeFiles(place, { composition, runs });
  const { seq, rows, heldBy } = found;
  const told = {
    schemaVersion: 1,
    tenant: place.data.tenant,
    dryRun: isTried,
    before,
    to: seq,
    rows,
    runs: runs.length,
  };
  if (options.json === true) terminal.out(`${JSON.stringify({ ...told, heldBy, removed: files })}\n`);
  else {
    const did = isTried ? "would drop" : "dropped";
    terminal.out(
      rows === 0 ? "nothing may be dropped\n" : `${did} ${counted(rows, "row")} of ${counted(runs.length, "run")}\n`,
    );
    if (heldBy !== "") terminal.err(`the next is kept by ${heldBy}, which is later or not over\n`);
  }
  return exitCodes.ok;
}

const dayMs = 24 * 60 * 60 * 1000;

function daysBefore(now: string, days: number): string {
  return new Date(Date.parse(now) - days * dayMs).toISOString();
}

function cutOf({ before, keepDays }: PruneOptions, now: string): string {
  if ((before === undefined) === (keepDays === undefined)) {
    throw usageFailure("say what may go: `--before` or `--keep-days`", "see `pgs data prune --help`");
  }
  return before ?? daysBefore(now, keepDays ?? 0);
}

function demandMinimum(
  before: string,
  { now, days, isBelow }: { readonly now: string; readonly days: number; readonly isBelow: boolean },
): void {
  if (isBelow || before <= daysBefore(now, days)) return;
  throw new CommandFailure({
    exit: exitCodes.refused,
    message: `what is journaled has to be kept for ${days} days`,
    help: "an earlier time, `retention: {minimum_days: …}` where less is right, or `--below-minimum` where you know better",
  });
}

/** Traces say what the journal no longer proves. */
async function removeFiles(
  place: Place,
  { composition, runs }: { readonly composition: Composition; readonly runs: readonly string[] },
): Promise<readonly string[]> {
  for (const run of runs) rmSync(tracePlaceOf(place, run).folder, { recursive: true, force: true });
  const snapshots = await unneededSnapshots({ workspace: place.workspace, composition, except: "" });
  for (const folder of snapshots) rmSync(folder, { recursive: true, force: true });
  return snapshots.map((folder) => shownPath(folder, composition.terminal.currentFolder));
}
