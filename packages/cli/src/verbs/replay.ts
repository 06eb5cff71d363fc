import { existsSync, readFileSync } from "node:fs";
import { nearestTo } from "@pgs/governance";
import { checkReplay, type LedgerReader, type RunRow, type Vault } from "@pgs/runtime";
import { exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { nearHelp } from "../explain-usage.ts";
import { openVault } from "../open-vault.ts";
import { parseCount } from "../parse-count.ts";
import { addPlaceOptions, findPlace, type Place, type PlaceOptions, readLedger } from "../place.ts";
import { printReplay, type ReplayedRun, replayJson } from "../print-replay.ts";
import { openReplayShelf } from "../replay-shelf.ts";
import { inkOf } from "../terminal/ink.ts";
import { tracePlaceOf } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";

interface ReplayOptions extends PlaceOptions {
  readonly all?: true;
  readonly last?: number;
}

/** `pgs replay`: plays runs again from the journal and compares them with what is recorded. Changes nothing. */
export const addReplayVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("replay")
      .description("play runs again from the journal; exit 0 if equal, 4 if not")
      .argument("[run]", "a run")
      .option("--all", "every run")
      .option("--last <count>", "the newest runs", parseCount)
      .option("--snapshot <folder>", "the snapshot that made it (default: the one that was kept)"),
  )
    .addHelpText(
      "after",
      examples(["pgs replay R_0123456789abcdef", "pgs replay --last 10", "pgs replay --all --json"]),
    )
    .action(async (word: string | undefined, options: ReplayOptions) => {
      invocation.exit = await replayRuns(word, { options, composition: invocation.composition });
    });
};

interface Asked {
  readonly options: ReplayOptions;
  readonly composition: Composition;
}

async function replayRuns(word: string | undefined, { options, composition }: Asked): Promise<number> {
  if ([word, options.all, options.last].filter((each) => each !== undefined).length !== 1) {
    throw usageFailure("say which runs: one run, `--last <count>` or `--all`", "see `pgs replay --help`");
  }
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const tell = ({ workflow, verdict }: ReplayedRun): void => {
    if (options.json !== true) terminal.out(printReplay({ workflow, verdict }, inkOf(terminal)));
  };
  const none: readonly ReplayedRun[] = [];
  const replayed = await readLedger({ place, composition, otherwise: none }, async (ledger) => {
    const { read } = ledger;
    const vault = await openVault(place, { ledger, composition });
    const isNamed = options.snapshot !== undefined;
    return replayEach(chooseRuns(word, { options, read }), { read, vault, place, isNamed, tell });
  });
  if (word !== undefined && replayed.length === 0) throw usageFailure(`there is no run \`${word}\``, "see `pgs runs`");
  const equal = replayed.filter(({ verdict }) => verdict.kind === "equal").length;
  const isEqual = equal === replayed.length;
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ schemaVersion: 1, equal: isEqual, runs: replayed.map(replayJson) })}\n`);
  } else if (replayed.length === 0) terminal.err("no runs yet\n");
  else if (word === undefined) {
    const erased = replayed.filter(({ verdict }) => verdict.kind === "erased").length;
    terminal.err(`${replayed.length} replayed, ${equal} equal${erased === 0 ? "" : `, ${erased} erased`}\n`);
  }
  // A run that was erased proves nothing any more: whoever asks for that one is told so, among others it is passed over.
  const isErased = ({ verdict }: ReplayedRun): boolean => verdict.kind === "erased";
  const isSound = word === undefined && replayed.every((each) => each.verdict.kind === "equal" || isErased(each));
  return isEqual || isSound ? exitCodes.ok : exitCodes.verification;
}

function chooseRuns(
  word: string | undefined,
  { options, read }: { readonly options: ReplayOptions; readonly read: LedgerReader },
): readonly RunRow[] {
  if (word === undefined) return read.runs(options.last ?? Number.MAX_SAFE_INTEGER);
  const row = read.run(word);
  if (row !== undefined) return [row];
  const known = read.runs(1000).map(({ run }) => run);
  throw usageFailure(`there is no run \`${word}\``, nearHelp(nearestTo(word, known), "see `pgs runs`"));
}

interface Replaying {
  readonly read: LedgerReader;
  readonly vault: Vault;
  readonly place: Place;
  readonly isNamed: boolean;
  readonly tell: (replayed: ReplayedRun) => void;
}

function replayEach(rows: readonly RunRow[], { read, vault, place, isNamed, tell }: Replaying): readonly ReplayedRun[] {
  const findProgram = openReplayShelf(place.workspace, isNamed);
  return rows.map((row) => {
    const { run, workflow } = row;
    const file = tracePlaceOf(place, run).fileOf("jsonl");
    const trace = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const recorded = { run, rows: read.journalOf(run), row, trace };
    const replayed = { workflow, verdict: checkReplay({ findProgram, vault }, recorded) };
    tell(replayed);
    return replayed;
  });
}
