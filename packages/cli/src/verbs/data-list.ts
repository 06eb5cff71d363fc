import { type StoreRef, storeName } from "@pgs/runtime";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { knownStores } from "../known-stores.ts";
import { tryOpenProgram } from "../open-program.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

/** `pgs data ls`: every store and how much it holds. */
export const addDataListVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(program.command("ls").description("list the stores and how much they hold"))
    .addHelpText("after", examples(["pgs data ls", "pgs data ls --json", "pgs data ls --tenant acme"]))
    .action(async (options: PlaceOptions) => {
      invocation.exit = await listStores(options, invocation.composition);
    });
};

async function listStores(options: PlaceOptions, composition: Composition): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const linked = tryOpenProgram(place.workspace)?.linked;
  const count = (store: StoreRef, held: number) => ({ store: store.id, semantics: store.semantics, count: held });
  const stores = await readLedger(
    { place, composition, otherwise: knownStores({ linked, ledger: undefined }).map((store) => count(store, 0)) },
    (ledger) => knownStores({ linked, ledger }).map((store) => count(store, ledger.read.count(store.id))),
  );
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ schemaVersion: 1, tenant: place.data.tenant, stores })}\n`);
    return 0;
  }
  if (stores.length === 0) terminal.err("no stores yet\n");
  const ink = inkOf(terminal);
  const width = Math.max(0, ...stores.map(({ store }) => storeName(store).length));
  for (const { store, semantics, count: held } of stores) {
    const name = storeName(store).padEnd(width);
    const structure = store.slice(0, store.lastIndexOf("/"));
    terminal.out(`${ink.bold(name)}  ${String(held).padStart(7)}  ${semantics.padEnd(8)}  ${ink.dim(structure)}\n`);
  }
  return 0;
}
