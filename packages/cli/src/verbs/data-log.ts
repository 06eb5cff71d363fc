import type { JsonObject } from "@pgs/governance";
import { type JournalRow, visibleText } from "@pgs/runtime";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { journalRows } from "../journal-rows.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

/** What was done to the data by no run, as journaled. */
interface Logged {
  readonly seq: number;
  readonly kind: JournalRow["kind"];
  readonly at: string;
  readonly said: JsonObject;
}

/** `pgs data log`: loads, erasures, prunings and refusals. */
export const addDataLogVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program.command("log").description("list what the journal holds besides runs: loads, erasures, prunings, refusals"),
  )
    .addHelpText("after", examples(["pgs data log", "pgs data log --tenant acme", "pgs data log --json"]))
    .action(async (options: PlaceOptions) => {
      invocation.exit = await listLog(options, invocation.composition);
    });
};

async function listLog(options: PlaceOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const none: readonly Logged[] = [];
  const log = await readLedger({ place, composition, otherwise: none }, ({ read }) => {
    const found: Logged[] = [];
    for (const row of journalRows(read)) if (row.run === "") found.push(logged(row));
    return found;
  });
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ schemaVersion: 1, tenant: place.data.tenant, log })}\n`);
  } else if (log.length === 0) terminal.err("nothing but runs is journaled\n");
  else for (const each of log) terminal.out(printLogged(each, inkOf(terminal)));
  return 0;
}

function logged({ seq, kind, body }: JournalRow): Logged {
  const { v: _, now, ...said } = JSON.parse(body) as JsonObject;
  return { seq, kind, at: typeof now === "string" ? now : "", said };
}

function printLogged({ seq, kind, at, said }: Logged, ink: Ink): string {
  const words = Object.entries(said).map(([name, value]) => `${name} ${visibleText(JSON.stringify(value))}`);
  return `${ink.bold(String(seq).padStart(6))}  ${ink.dim(at)}  ${kind.padEnd(8)}  ${words.join("  ")}\n`;
}
