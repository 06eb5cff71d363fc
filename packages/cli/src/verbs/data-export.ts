import { closeSync, existsSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { type Exported, exportAll, exportPerson } from "../export-lines.ts";
import { openProgram, tryOpenProgram } from "../open-program.ts";
import { openVault } from "../open-vault.ts";
import { addPlaceOptions, findPlace, type Place, type PlaceOptions, readLedger } from "../place.ts";
import { openShelf } from "../program-shelf.ts";
import { readPerson } from "../read-person.ts";
import { settleData } from "../settle-data.ts";
import { counted } from "../terminal/counted.ts";
import { shownPath } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";

interface ExportOptions extends PlaceOptions {
  readonly all?: string;
  readonly person?: string;
  readonly to?: string;
  readonly reveal?: true;
}

/** `pgs data export`: the readable files of every store, all of a tenant as one file, or what is held of a person. */
export const addDataExportVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("export")
      .description("write the readable files of every store, all of a tenant, or what is held of a person")
      .option("--all <file>", "everything of the tenant as one file of JSON lines, sealed by its last")
      .option("--reveal", "with --all: also what is personal; secrets are in no export")
      .option("--person <values>", "what is held of a person: a file, - or JSON")
      .option("--to <file>", "with --person: where it goes"),
  )
    .addHelpText(
      "after",
      examples([
        "pgs data export",
        "pgs data export --all acme.jsonl --tenant acme",
        'pgs data export --person \'{"email_registration": "ada@example.org"}\' --to ada.jsonl',
      ]),
    )
    .action(async (options: ExportOptions) => {
      invocation.exit = await exportData(options, invocation.composition);
    });
};

async function exportData(options: ExportOptions, composition: Composition): Promise<number> {
  const { all, person, to } = options;
  const place = await findPlace(options, composition);
  if (all === undefined && person === undefined) return exportStores(options, { place, composition });
  if (all !== undefined && person !== undefined) throw usageFailure("`--all` and `--person` are two exports");
  const file = all ?? to;
  if (file === undefined) throw usageFailure("`--to` is missing", "it names the file that tells of the person");
  const values = person === undefined ? undefined : readPerson(person, composition.terminal);
  const lines = (from: Exported) =>
    values === undefined ? exportAll(from, options.reveal === true) : exportPerson(from, values);
  const written = await writeLines(file, { place, composition, lines });
  const told = { schemaVersion: 1, tenant: place.data.tenant, file, lines: written };
  if (options.json === true) composition.terminal.out(`${JSON.stringify(told)}\n`);
  else composition.terminal.out(`${file}  ${counted(written, "line")}\n`);
  return 0;
}

interface Asked {
  readonly place: Place;
  readonly composition: Composition;
}

/** Whole or not at all, for its owner alone, and never over a file. */
async function writeLines(
  word: string,
  { place, composition, lines }: Asked & { readonly lines: (from: Exported) => Iterable<string> },
): Promise<number> {
  const file = resolve(composition.terminal.currentFolder, word);
  if (existsSync(file)) throw usageFailure(`\`${word}\` is there already`, "an export never replaces anything");
  const draft = `${file}.partial`;
  const opened = openSync(draft, "w", 0o600);
  let count = 0;
  try {
    await readLedger({ place, composition, otherwise: undefined }, async (ledger) => {
      const vault = await openVault(place, { ledger, composition });
      const { tenant } = place.data;
      const linked = tryOpenProgram(place.workspace)?.linked;
      const shelf = openShelf(place.workspace);
      for (const line of lines({ tenant, at: composition.clock.now(), read: ledger.read, vault, shelf, linked })) {
        writeFileSync(opened, line);
        count += 1;
      }
    });
    renameSync(draft, file);
    return count;
  } finally {
    closeSync(opened);
    rmSync(draft, { force: true });
  }
}

async function exportStores(options: ExportOptions, { place, composition }: Asked): Promise<number> {
  const { terminal } = composition;
  const { linked } = openProgram(place.workspace, await composition.loadHost());
  const none: readonly string[] = [];
  const written = await readLedger({ place, composition, otherwise: none }, (ledger) =>
    settleData({ linked, ledger, place, maxRows: Number.MAX_SAFE_INTEGER }),
  );
  const files = written.map((file) => shownPath(file, terminal.currentFolder));
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, files })}\n`);
  else if (files.length === 0) terminal.out("every file is as it should be\n");
  else for (const file of files) terminal.out(`${file}\n`);
  return 0;
}
