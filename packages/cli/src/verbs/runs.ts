import type { RunRow } from "@pgs/runtime";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { findRunWorkflow } from "../find-run-workflow.ts";
import { parseCount } from "../parse-count.ts";
import { parseInstant } from "../parse-instant.ts";
import { parseTerminal } from "../parse-terminal.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { printRuns } from "../print-runs.ts";
import { inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

interface RunsOptions extends PlaceOptions {
  readonly limit: number;
  readonly workflow?: string;
  readonly terminal?: string;
  readonly key?: string;
  readonly since?: string;
  readonly until?: string;
}

/** `pgs runs`: the newest runs of a data root, or those that are asked for. */
export const addRunsVerb: AddVerb = (program, invocation) => {
  const command = program
    .command("runs")
    .option("--workflow <workflow>", "of this workflow only")
    .option(
      "--terminal <end>",
      "that ended so: completed, denied, rejected, failed, faulted; or that are waiting",
      parseTerminal,
    )
    .option("--key <key>", "of this key only")
    .option("--since <instant>", "from this time on, e.g. 2026-01-01T00:00:00Z", parseInstant)
    .option("--until <instant>", "before this time", parseInstant)
    .option("--limit <count>", "how many", parseCount, 20);
  addPlaceOptions(command)
    .addHelpText(
      "after",
      examples([
        "pgs runs",
        "pgs runs --workflow WF_HELLO_V0 --terminal denied --since 2026-01-01T00:00:00Z",
        "pgs runs --key order-17 --json",
      ]),
    )
    .action(async (options: RunsOptions) => {
      invocation.exit = await listRuns(options, invocation.composition);
    });
};

async function listRuns(options: RunsOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const none: readonly RunRow[] = [];
  const rows = await readLedger({ place, composition, otherwise: none }, ({ read }) => {
    const { limit, terminal: end, key, since, until } = options;
    const workflow = options.workflow && findRunWorkflow(options.workflow, { read, place });
    return read.runs(limit, { workflow, terminal: end, key, since, until });
  });
  if (options.json === true) {
    const runs = rows.map(({ run, workflow, key, attempt, terminal: end, exit, at }) => {
      return { run, workflow, key, attempt, terminal: end, exit, at };
    });
    terminal.out(`${JSON.stringify({ schemaVersion: 1, tenant: place.data.tenant, runs })}\n`);
  } else if (rows.length === 0) terminal.err(isFiltered(options) ? "no such runs\n" : "no runs yet\n");
  else terminal.out(printRuns(rows, inkOf(terminal)));
  return 0;
}

function isFiltered({ workflow, terminal, key, since, until }: RunsOptions): boolean {
  return [workflow, terminal, key, since, until].some((asked) => asked !== undefined);
}
