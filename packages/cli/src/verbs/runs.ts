import { codeOf, type Fqdn } from "@pgs/governance";
import type { RunRow } from "@pgs/runtime";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { parseCount } from "../parse-count.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { paintTerminal } from "../print-terminal.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

interface RunsOptions extends PlaceOptions {
  readonly limit: number;
}

/** `pgs runs`: the newest runs of a data root. */
export const addRunsVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(program.command("runs").description("list the newest runs"))
    .option("--limit <count>", "how many", parseCount, 20)
    .addHelpText("after", examples(["pgs runs", "pgs runs --limit 5 --json", "pgs runs --data-root data/demo"]))
    .action(async (options: RunsOptions) => {
      invocation.exit = await listRuns(options, invocation.composition);
    });
};

async function listRuns(options: RunsOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const none: readonly RunRow[] = [];
  const rows = await readLedger({ place, composition, otherwise: none }, ({ read }) => read.runs(options.limit));
  if (options.json === true) {
    const runs = rows.map(({ run, workflow, key, attempt, terminal: end, exit, at }) => ({
      run,
      workflow,
      key,
      attempt,
      terminal: end,
      exit,
      at,
    }));
    terminal.out(`${JSON.stringify({ schemaVersion: 1, tenant: place.data.tenant, runs })}\n`);
  } else if (rows.length === 0) {
    terminal.err("no runs yet\n");
  } else {
    for (const row of rows) terminal.out(printRow(row, inkOf(terminal)));
  }
  return 0;
}

function printRow(row: RunRow, ink: Ink): string {
  const end = paintTerminal(row.terminal, ink);
  return `${row.run}  ${end}${" ".repeat(Math.max(0, 9 - row.terminal.length))}  ${codeOf(row.workflow as Fqdn)}  ${ink.dim(row.at)}\n`;
}
