import {
  countSealed,
  type Ledger,
  type StoredEvent,
  type StoredRecord,
  type StoreRef,
  visibleText,
  withoutSealed,
} from "@pgs/runtime";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { findStore, knownStores } from "../known-stores.ts";
import { tryOpenProgram } from "../open-program.ts";
import { parseCount } from "../parse-count.ts";
import { addPlaceOptions, findPlace, type PlaceOptions, readLedger } from "../place.ts";
import { counted } from "../terminal/counted.ts";
import { type Ink, inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

interface ShowOptions extends PlaceOptions {
  readonly limit: number;
}

/** What a store holds: by key, or for events the newest in the order they were written. */
interface Held {
  readonly store: StoreRef;
  readonly count: number;
  readonly records: readonly ShownRecord[];
}

/** A record as it may be shown, and how many sensitive fields of it are left out; absent: none. */
type Shown<T> = T & { readonly withheld?: number };
type ShownRecord = Shown<StoredRecord | StoredEvent>;

/** `pgs data show <store>`: what one store holds. */
export const addDataShowVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("show")
      .description("show what a store holds")
      .argument("<store>", "its name, or STRUCTURE/STORE where two have the same")
      .option("--limit <count>", "how many at most; of events the newest", parseCount, 1000),
  )
    .addHelpText(
      "after",
      examples(["pgs data show ACTOR", "pgs data show ACTOR_EVENTS --limit 5", "pgs data show LICENSE_FACTS --json"]),
    )
    .action(async (word: string, options: ShowOptions) => {
      invocation.exit = await showStore(word, { options, composition: invocation.composition });
    });
};

async function showStore(
  word: string,
  how: { readonly options: ShowOptions; readonly composition: Composition },
): Promise<number> {
  const { options, composition } = how;
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const linked = tryOpenProgram(place.workspace)?.linked;
  const held = await readLedger({ place, composition, otherwise: undefined }, (ledger) =>
    readStore(ledger, { store: findStore(word, knownStores({ linked, ledger })), limit: options.limit }),
  );
  const shown = held ?? { store: findStore(word, knownStores({ linked, ledger: undefined })), count: 0, records: [] };
  if (options.json === true) terminal.out(printJson(shown));
  else {
    for (const record of shown.records) terminal.out(printRecord(record, inkOf(terminal)));
    const more = shown.count - shown.records.length;
    if (shown.count === 0) terminal.err("it is empty\n");
    if (more > 0) terminal.err(`${more} more; see --limit\n`);
  }
  return 0;
}

function readStore(ledger: Ledger, asked: { readonly store: StoreRef; readonly limit: number }): Held {
  const { store, limit } = asked;
  const count = ledger.read.count(store.id);
  const records =
    store.semantics === "events"
      ? ledger.read.eventsAfter(store.id, Math.max(0, count - limit), limit)
      : ledger.read.records(store.id).slice(0, limit);
  return { store, count, records: records.map(shownRecord) };
}

/** What is sealed is left out, as in a view. */
function shownRecord<T extends StoredRecord | StoredEvent>(held: T): Shown<T> {
  const withheld = countSealed(held.record);
  const shown: T = { ...held, record: withoutSealed(held.record) };
  return withheld === 0 ? shown : { ...shown, withheld };
}

function printJson({ store, count, records }: Held): string {
  return `${JSON.stringify({ schemaVersion: 1, store: store.id, semantics: store.semantics, count, records })}\n`;
}

function printRecord(held: ShownRecord, ink: Ink): string {
  const text = shownText(held, ink);
  if ("key" in held) return `${ink.bold(visibleText(held.key))}  ${ink.dim(`v${held.version}`)}  ${text}\n`;
  return `${ink.bold(String(held.sequence))}  ${ink.dim(held.at)}  ${visibleText(held.event)}  ${text}\n`;
}

function shownText({ record, withheld }: ShownRecord, ink: Ink): string {
  const text = visibleText(JSON.stringify(record));
  if (withheld === undefined) return text;
  const words = `…${counted(withheld, "sensitive field")} withheld`;
  return text === "{}" ? ink.dim(`{${words}}`) : `${text} ${ink.dim(words)}`;
}
