import type { Json, JsonObject } from "@pgs/governance";
import { type LoadedFacts, loadFacts, type Reason, type StoreRef, visibleText } from "@pgs/runtime";
import { exitCodeOf, parseStrictJson, payloadRefusal } from "@pgs/transport";
import { exitCodes, usageFailure } from "../command-failure.ts";
import type { Composition } from "../composition.ts";
import { examples } from "../examples.ts";
import { keepSnapshot } from "../keep-snapshot.ts";
import { findStore, knownStores } from "../known-stores.ts";
import { type OpenedProgram, openProgram } from "../open-program.ts";
import { openVault } from "../open-vault.ts";
import { addPlaceOptions, findPlace, openLedger, type Place, type PlaceOptions } from "../place.ts";
import { readWord } from "../read-words.ts";
import { counted } from "../terminal/counted.ts";
import { inkOf } from "../terminal/ink.ts";
import type { AddVerb } from "../verbs.ts";

/** Facts are larger than requests; what is loaded is still read whole. */
const limits = { maxBytes: 256 * 1024 * 1024, maxDepth: 64 };

/** `pgs data load <store> <file>`: replaces what a facts store holds. */
export const addDataLoadVerb: AddVerb = (program, invocation) => {
  addPlaceOptions(
    program
      .command("load")
      .description("replace what a facts store holds, whole or not at all")
      .argument("<store>", "its name, or STRUCTURE/STORE where two have the same")
      .argument("<file>", "records by key as one JSON object: a file, - for standard input, or the JSON itself")
      .option("--snapshot <folder>", "the snapshot (default: the configuration's)"),
  )
    .addHelpText(
      "after",
      examples([
        "pgs data load LICENSE_FACTS license_facts.json",
        "pgs data load LICENSE_FACTS - < license_facts.json",
        "pgs data load LICENSE_FACTS license_facts.json --json",
      ]),
    )
    .action(async (store: string, word: string, options: PlaceOptions) => {
      invocation.exit = await load({ store, word, options, composition: invocation.composition });
    });
};

interface Asked {
  readonly store: string;
  readonly word: string;
  readonly options: PlaceOptions;
  readonly composition: Composition;
}

async function load({ store: name, word, options, composition }: Asked): Promise<number> {
  const { terminal } = composition;
  const place = await findPlace(options, composition);
  const program = openProgram(place.workspace, await composition.loadHost());
  const store = findStore(name, knownStores({ linked: program.linked, ledger: undefined }));
  if (store.semantics !== "facts") {
    throw usageFailure(`\`${store.id}\` is no facts store`, "what is not a fact is written by workflows only");
  }
  const read = readFacts(readWord(word, { terminal, option: "<file>" }));
  const loaded = read.ok ? await keep(read.records, { store, place, program, composition }) : read;
  if (options.json === true) {
    const { ok: _, ...told } = loaded;
    terminal.out(`${JSON.stringify({ schemaVersion: 1, store: store.id, ...told })}\n`);
  } else if (loaded.ok) {
    const ink = inkOf(terminal);
    terminal.out(
      `${ink.green("✓")} ${ink.bold(ink.green("loaded"))}  ${counted(loaded.count, "record")} into ${store.id}\n`,
    );
  } else for (const reason of loaded.reasons) terminal.err(printReason(reason));
  return loaded.ok ? exitCodes.ok : exitCodeOf("rejected");
}

type ReadFacts =
  | { readonly ok: true; readonly records: JsonObject }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

function readFacts(bytes: Uint8Array): ReadFacts {
  const parsed = parseStrictJson(bytes, limits);
  if (parsed.kind === "issue") return { ok: false, reasons: [payloadRefusal(parsed.issue)] };
  const value: Json = parsed.value;
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return { ok: true, records: value as JsonObject };
  throw usageFailure("facts are one JSON object of records by key", 'write it like {"KEY": {…}}');
}

async function keep(
  records: JsonObject,
  into: {
    readonly store: StoreRef;
    readonly place: Place;
    readonly program: OpenedProgram;
    readonly composition: Composition;
  },
): Promise<LoadedFacts> {
  const { store, place, program, composition } = into;
  const { linked } = program;
  const index = linked.program.stores.findIndex(
    ({ structure, name }) => `${linked.vocabulary.artifacts[structure] ?? ""}/${name}` === store.id,
  );
  const ledger = await openLedger(place, composition);
  try {
    keepSnapshot(place.workspace.dataRoot, program.snapshot);
    const vault = await openVault(place, { ledger, composition });
    return loadFacts({ linked, ledger, vault, store: index, records, now: composition.clock.now() });
  } finally {
    ledger.close();
  }
}

function printReason({ code, message, at }: Reason): string {
  return `pgs: ${code}: ${visibleText(message)}${at === "" ? "" : ` at ${visibleText(at)}`}\n`;
}
