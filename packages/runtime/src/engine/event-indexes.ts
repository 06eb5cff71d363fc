import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { sha256Hex } from "../digest.ts";
import type { PlayedBy } from "../journal/open-journal-run.ts";
import type { AskedPrecondition, FoundEvents } from "../kernel/state.ts";
import type { IndexEntry, LedgerTransaction, StoredEvent, Vault } from "../ports.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import { ErasedValue, openLeaves } from "../vault/sealed-values.ts";
import { leavesOfEvent } from "../vault/sensitive-parts.ts";
import { maxGroup } from "./commit-line.ts";

/**
 * The indexes of a program over the events of one ledger. They are derived: what an index lacks is taken in before it
 * is asked, so that a program that needs a new one finds the events of all earlier ones in it. An index holds digests,
 * never a value.
 *
 * 1. When a transaction ends, an index lacks fewer events than share a commit at most: whoever asks next has few to read.
 * 2. One that looks at sensitive values lacks none: what is erased meanwhile could not be taken in any more.
 */
export interface EventIndexes {
  /** Takes in what was written since, of segments that are kept: of each index, unless it may lack it for now. */
  settle(): void;
  /** Finds the last event that matches each precondition, and the last that undoes it. */
  find(asked: readonly AskedPrecondition[]): readonly FoundEvents[];
}

/** Gives what opens the indexes of a program inside a transaction, whose events come as they are kept. */
export function eventIndexesOf({ linked, vault }: PlayedBy): (tx: LedgerTransaction) => EventIndexes {
  const indexes = (linked.program.indexes ?? []).map(({ event, store, fields }): EventIndex => {
    const at = { store: storeRefOf(linked, store).id, event: nameOf(linked, event) };
    const id = canonicalize([at.store, at.event, [...fields]]);
    const indexed = fields.map((name) => ({ name, path: name.split(".") }));
    const leaves = leavesOfEvent(linked.program, event).filter((leaf) => fields.some((field) => isOf(leaf, field)));
    const open = (record: JsonObject) => openKept(record, leaves, vault);
    return { ...at, id, fields: indexed, open, mayLack: leaves.length === 0 ? mostLacked : 0 };
  });
  return (tx) => openIndexes(indexes, tx);
}

/** Undefined: it was erased, so that nothing finds it by its values any more. */
function openKept(record: JsonObject, leaves: readonly SensitiveLeaf[], vault: Vault): JsonObject | undefined {
  try {
    return openLeaves(record, leaves, vault) as JsonObject;
  } catch (error) {
    if (error instanceof ErasedValue) return undefined;
    throw error;
  }
}

function openIndexes(indexes: readonly EventIndex[], tx: LedgerTransaction): EventIndexes {
  const last = (index: number, match: JsonObject): number => {
    const found = indexes[index];
    if (found === undefined) throw new Error(`the program has no index ${index}`);
    settleIndex(tx, found);
    return tx.lastIndexed(found.id, keyOf(match));
  };
  return {
    settle: () => {
      const reading = readingOnce(tx);
      for (const index of indexes) if (lackedBy(tx, index) > index.mayLack) settleIndex(reading, index);
    },
    find: (asked) =>
      asked.map(({ index, match, unlessLater }) => ({
        sequence: last(index, match),
        later: Math.max(0, ...unlessLater.map((other) => last(other, match))),
      })),
  };
}

interface EventIndex {
  /** Its name in the ledger: what it is an index of, and by what. */
  readonly id: string;
  readonly store: string;
  readonly event: string;
  /** Each with its name, and where it stands in a record. */
  readonly fields: readonly IndexedField[];
  /** Opens what of a record the index looks at, and nothing else. */
  readonly open: (record: JsonObject) => JsonObject | undefined;
  /** How many events it may lack when a transaction ends. */
  readonly mayLack: number;
}

interface IndexedField {
  readonly name: string;
  readonly path: readonly string[];
}

/** True where a field lies in a sensitive leaf, or the leaf in the field. */
function isOf({ path }: SensitiveLeaf, field: string): boolean {
  const parts = field.split(".");
  return parts.every((part, index) => index >= path.length || path[index] === part);
}

/** 1 */
const mostLacked = maxGroup - 1;

function lackedBy(tx: Settling, { id, store }: EventIndex): number {
  return tx.count(store) - tx.indexedTo(id);
}

/** How many events are read at once. */
const batch = 1000;

function settleIndex(tx: Settling, { id, store, event: name, fields, open }: EventIndex): void {
  const to = tx.count(store);
  for (let from = tx.indexedTo(id); from < to; ) {
    const events = tx.eventsAfter(store, from, batch);
    const entries: IndexEntry[] = [];
    for (const { event, sequence, record } of events) {
      const opened = event === name ? open(record) : undefined;
      const values = opened && valuesOf(opened, fields);
      if (values !== undefined) entries.push({ key: keyOf(values), sequence });
    }
    from = events.at(-1)?.sequence ?? to;
    tx.extendIndex(id, entries, from);
  }
}

type Settling = Pick<LedgerTransaction, "count" | "indexedTo" | "eventsAfter" | "extendIndex">;

/** Reads what was read last from memory: several indexes take in the same events. For as long as nothing is written. */
function readingOnce(tx: LedgerTransaction): Settling {
  let last: { readonly store: string; readonly after: number; readonly events: readonly StoredEvent[] } | undefined;
  return {
    count: tx.count,
    indexedTo: tx.indexedTo,
    extendIndex: tx.extendIndex,
    eventsAfter: (store, after, limit) => {
      if (last?.store !== store || last.after !== after)
        last = { store, after, events: tx.eventsAfter(store, after, limit) };
      return last.events;
    },
  };
}

/** The values of the fields of an index; undefined where one is absent: such an event matches nothing. */
function valuesOf(record: JsonObject, fields: readonly IndexedField[]): JsonObject | undefined {
  const values: Record<string, Json> = {};
  for (const { name, path } of fields) {
    let value: Json | undefined = record;
    for (const part of path) value = (value as JsonObject | undefined)?.[part];
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

function keyOf(values: JsonObject): string {
  return sha256Hex(canonicalize(values));
}
