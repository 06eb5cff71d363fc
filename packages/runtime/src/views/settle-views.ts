import { join } from "node:path";
import { canonicalize } from "../canonical.ts";
import type { Ledger, LedgerReader } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { StoreSemantics } from "../snapshot/program.ts";
import { storeRefOf } from "../snapshot/program-names.ts";
import { withoutSealed } from "../vault/sealed-values.ts";
import { appendFrom, readOrNothing, replaceFile } from "./view-files.ts";
import { type EventMark, readMarks, writeMarks } from "./watermarks.ts";

/** Rows up to which a keyed view is brought up to date after a run; `pgs data export` has no limit. */
export const viewRows = 1000;

const folders: Readonly<Partial<Record<StoreSemantics, string>>> = {
  registry: "registry",
  events: "events",
  state: "state",
};

/**
 * Brings the readable files of a data root up to what the ledger holds: `registry/<STORE>.json`, `state/<STORE>.json`
 * and `events/<STORE>.jsonl`. Returns the paths that changed; a file that says the same already is not touched.
 * Killed anywhere and called again, every event stands in its file exactly once. Views are not state: what is missing
 * or cut is written again. What is sealed in a record is left out, so that no key is needed. Never writes the ledger.
 */
export function settleViews(at: {
  readonly linked: LinkedProgram;
  readonly ledger: Ledger;
  /** The data root of the tenant. */
  readonly directory: string;
  readonly maxRows: number;
}): readonly string[] {
  // The transaction writes nothing: it makes processes take turns, and ends with the process that holds it.
  return at.ledger.transaction((reader) => {
    const views = viewsOf(at.linked);
    const written = views.filter((view) => view.kind === "keyed" && settleKeyed({ ...at, reader, view }));
    const marks = new Map(readMarks(at.directory));
    const grown = views.filter((view) => view.kind === "events" && settleEvents({ ...at, reader, view, marks }));
    if (grown.length > 0) writeMarks(at.directory, marks);
    return [...written, ...grown].map(({ path }) => path).sort();
  });
}

interface View {
  readonly kind: "keyed" | "events";
  readonly store: string;
  /** Below the data root, with `/`. */
  readonly path: string;
}

/** Stores of one name in two structures keep apart by the structure's name. */
function viewsOf(linked: LinkedProgram): readonly View[] {
  const { stores } = linked.program;
  return stores.flatMap(({ name, semantics }, index): readonly View[] => {
    const folder = folders[semantics];
    if (folder === undefined) return [];
    const { id } = storeRefOf(linked, index);
    const isAlone = stores.every((other, at) => at === index || other.name !== name || other.semantics !== semantics);
    const file = isAlone ? name : id.replace("::", "__").replace("/", "__");
    const isEvents = semantics === "events";
    return [
      { kind: isEvents ? "events" : "keyed", store: id, path: `${folder}/${file}.${isEvents ? "jsonl" : "json"}` },
    ];
  });
}

interface Settled {
  readonly reader: LedgerReader;
  readonly view: View;
  readonly directory: string;
  readonly maxRows: number;
}

function settleKeyed({ reader, view, directory, maxRows }: Settled): boolean {
  const file = join(directory, view.path);
  const before = readOrNothing(file);
  const count = reader.count(view.store);
  if (count > maxRows || (count === 0 && before === undefined)) return false;
  const lines = reader
    .records(view.store)
    .map(({ key, record }) => `  ${canonicalize(key)}: ${canonicalize(withoutSealed(record))}`);
  const text = lines.length === 0 ? "{}\n" : `{\n${lines.join(",\n")}\n}\n`;
  if (before === text) return false;
  replaceFile(file, text);
  return true;
}

const batch = 1000;

function settleEvents({
  reader,
  view,
  directory,
  marks,
}: Settled & { readonly marks: Map<string, EventMark> }): boolean {
  const known = marks.get(view.path) ?? noEvents;
  const count = reader.count(view.store);
  // A ledger with fewer events than the file is another ledger.
  const mark = known.sequence > count ? noEvents : known;
  const next = (after: number): readonly string[] => linesAfter(reader, view.store, after);
  const grown = appendFrom({ file: join(directory, view.path), mark, count, next });
  if (grown !== undefined) marks.set(view.path, grown);
  return grown !== undefined;
}

const noEvents: EventMark = { bytes: 0, sequence: 0 };

function linesAfter(reader: LedgerReader, store: string, sequence: number): readonly string[] {
  return reader.eventsAfter(store, sequence, batch).map((event) => `${canonicalize(withoutSealed({ ...event }))}\n`);
}
