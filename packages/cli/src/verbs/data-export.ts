import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { openProgram } from "../open-program.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { settleData } from "../settle-data.ts";
import { shownPath } from "../trace-place.ts";
import type { AddVerb } from "../verbs.ts";

/** `pgs data export`: the readable files of every store, made again whole. */
export const addDataExportVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(program.command("export").description("write the readable files of every store, however large"))
    .addHelpText(
      "after",
      examples(["pgs data export", "pgs data export --json", "pgs data export --data-root data/demo"]),
    )
    .action(async (options: PlaceOptions) => {
      invocation.exit = await exportStores(options, invocation.composition);
    });
};

async function exportStores(options: PlaceOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const { linked } = openProgram(place.workspace, await composition.loadHost());
  const none: readonly string[] = [];
  const written = await readLedger({ place, composition, otherwise: none }, (ledger) =>
    settleData({ linked, ledger, place, maxRows: Number.MAX_SAFE_INTEGER }),
  );
  const files = written.map((file) => shownPath(file, terminal.currentFolder));
  if (options.json === true) terminal.out(`${JSON.stringify({ schemaVersion: 1, files })}\n`);
  else if (files.length === 0) terminal.err("every file is as it should be\n");
  else for (const file of files) terminal.out(`${file}\n`);
  return 0;
}
