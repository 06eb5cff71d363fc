import { nearestTo } from "@pgs/governance";
import type { LedgerReader, RunRow } from "@pgs/runtime";
import { exitCodes, usageFailure } from "../command-failure.ts";
import { compareRuns } from "../compare-runs.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { nearHelp } from "../explain-usage.ts";
import { findRunWorkflow } from "../find-run-workflow.ts";
import { openVault } from "../open-vault.ts";
import { parseCount } from "../parse-count.ts";
import { addPlaceOptions, findPlace, type Place, type PlaceOptions, readLedger } from "../place.ts";
import { openOther, redecideRuns } from "../redecide-runs.ts";
import type { AddVerb } from "../verbs.ts";

interface ReplayOptions extends PlaceOptions {
  readonly all?: true;
  readonly last?: number;
  readonly wf?: string;
}

/**
 * `pgs replay`: plays runs again from the journal and compares them with what is recorded; with `--snapshot`, says what
 * another program would have decided. Changes nothing.
 */
export const addReplayVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("replay")
      .argument("[run...]", "the runs to play again")
      .option("--all", "every run")
      .option("--last <count>", "the newest runs", parseCount)
      .option("--wf <workflow>", "of this workflow only")
      .option("--snapshot <folder>", "decide them again by this snapshot, with the answers that were recorded"),
  )
    .addHelpText(
      "after",
      `\nExit codes: 0 equal, or decided the same; 1 a decision changes or cannot be told; 4 not as recorded.
${examples([
  "pgs replay R_0123456789abcdef",
  "pgs replay --all --json",
  "pgs replay --snapshot next_snapshot --last 100",
])}`,
    )
    .action(async (words: readonly string[], options: ReplayOptions) => {
      invocation.exit = await replayRuns(words, { options, composition: invocation.composition });
    });
};

interface Asked {
  readonly options: ReplayOptions;
  readonly composition: Composition;
}

async function replayRuns(words: readonly string[], { options, composition }: Asked): Promise<number> {
  if ([words[0], options.all, options.last].filter((each) => each !== undefined).length !== 1) {
    throw usageFailure("say which runs: some runs, `--last <count>` or `--all`", "see `pgs replay --help`");
  }
  const { snapshot: folder, ...plain } = options;
  const place = await findPlace(plain, composition);
  const other = folder === undefined ? undefined : openOther(folder, { place, composition });
  const isJson = options.json === true;
  const exit = await readLedger({ place, composition, otherwise: undefined }, async (ledger) => {
    const { read } = ledger;
    const rows = chooseRuns(words, { options, read, place });
    const vault = await openVault(place, { ledger, composition });
    const by = { read, vault, place, composition, isJson, isNamed: words.length > 0 };
    return other === undefined ? compareRuns(rows, by) : redecideRuns(rows, { ...by, other });
  });
  if (exit !== undefined) return exit;
  const [word] = words;
  if (word !== undefined) throw usageFailure(`there is no run \`${word}\``, "see `pgs runs`");
  const none = other === undefined ? { equal: true } : { snapshot: other.linked.programDigest, same: true };
  if (isJson) composition.terminal.out(`${JSON.stringify({ schemaVersion: 1, ...none, runs: [] })}\n`);
  else composition.terminal.err("no runs yet\n");
  return exitCodes.ok;
}

function chooseRuns(
  words: readonly string[],
  { options, read, place }: { readonly options: ReplayOptions; readonly read: LedgerReader; readonly place: Place },
): readonly RunRow[] {
  const workflow = options.wf && findRunWorkflow(options.wf, { read, place });
  if (words.length === 0) {
    const isWhole = read.journalStart().seq === 0;
    const found = read.runs(options.last ?? Number.MAX_SAFE_INTEGER, { workflow });
    // Of what was pruned nothing is there to be played.
    return isWhole ? found : found.filter(({ run }) => read.journalOf(run).length > 0);
  }
  const rows = words.map((word) => {
    const row = read.run(word);
    if (row !== undefined) return row;
    const known = read.runs(1000).map(({ run }) => run);
    throw usageFailure(`there is no run \`${word}\``, nearHelp(nearestTo(word, known), "see `pgs runs`"));
  });
  return rows.filter((row) => workflow === undefined || row.workflow === workflow);
}
