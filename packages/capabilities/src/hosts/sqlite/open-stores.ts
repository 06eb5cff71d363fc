import type { JsonObject } from "@pgs/governance";
import {
  canonicalize,
  type LedgerReader,
  type StoredEvent,
  type StoredRecord,
  type StoreHandle,
  type StoreRef,
} from "@pgs/runtime";
import { storeFull } from "../scope-store.ts";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import { recordOf } from "./read-ledger.ts";
import type { Remembered } from "./remembered.ts";

/** Stores as they are written inside a transaction. */
export interface Stores extends Remembered {
  open(ref: StoreRef): StoreHandle;
  /** Replaces the records of a keyed store. */
  replace(ref: StoreRef, records: readonly { readonly key: string; readonly record: JsonObject }[]): void;
  /** What a store holds, with what the open transaction added. */
  count(store: string): number;
  /** As the reader gives them, the events of the open transaction from memory. */
  eventsAfter: LedgerReader["eventsAfter"];
}

/** What the row of a store says, or will say when the transaction settles. Nobody else changes it meanwhile. */
interface KnownStore {
  readonly semantics: string;
  readonly count: number;
  readonly isSettled: boolean;
}

export function openStores(at: {
  readonly driver: Driver;
  readonly names: Names;
  readonly reader: LedgerReader;
  readonly maxRecords: number;
}): Stores {
  const { driver, names, reader, maxRecords } = at;
  let known = new Map<number, KnownStore>();
  let marked = known;
  /** Events of this transaction by store, from the first to the last one without a gap. */
  const fresh = new Map<string, StoredEvent[]>();
  const selectStore = driver.prepare("SELECT semantics, count FROM store WHERE id = ?");
  const addStore = driver.prepare("INSERT INTO store (id, semantics, count) VALUES (?, ?, 0)");
  const putCount = driver.prepare("UPDATE store SET count = ? WHERE id = ?");
  const select = driver.prepare("SELECT key, version, record FROM record WHERE store = ? AND key = ?");
  const insert = driver.prepare("INSERT OR IGNORE INTO record (store, key, version, record) VALUES (?, ?, ?, ?)");
  const update = driver.prepare("UPDATE record SET version = ?, record = ? WHERE store = ? AND key = ?");
  const remove = driver.prepare("DELETE FROM record WHERE store = ? AND key = ?");
  const clear = driver.prepare("DELETE FROM record WHERE store = ?");
  const append = driver.prepare(
    "INSERT INTO event (store, sequence, event, stream, run, at, record) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );

  const lookUp = (id: number): KnownStore | undefined => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const [semantics, count] = (selectStore.get(id) ?? []) as readonly [string?, number?];
    if (semantics === undefined || count === undefined) return undefined;
    const read = { semantics, count, isSettled: true };
    known.set(id, read);
    return read;
  };
  /** The number of a store that is written to. */
  const numberOf = (ref: StoreRef): number => {
    const id = names.add(ref.id);
    const found = lookUp(id);
    if (found === undefined) addStore.run(id, ref.semantics);
    else if (found.semantics !== ref.semantics)
      throw new Error(`${ref.id} holds ${found.semantics}, not ${ref.semantics}`);
    return id;
  };
  const countOf = (store: string): number => lookUp(names.find(store) ?? 0)?.count ?? 0;
  const count = (ref: StoreRef, id: number, by: number): void => {
    const total = countOf(ref.id) + by;
    if (total > maxRecords) throw storeFull({ ref, maxRecords });
    known.set(id, { semantics: ref.semantics, count: total, isSettled: false });
  };
  const get = (ref: StoreRef, key: string): StoredRecord | undefined => {
    const row = select.get(names.find(ref.id) ?? 0, key);
    return row === undefined ? undefined : recordOf(row);
  };
  const add = (ref: StoreRef, key: string, record: JsonObject): StoredRecord | undefined => {
    const id = numberOf(ref);
    if (insert.run(id, key, 1, canonicalize(record)) === 0) return undefined;
    count(ref, id, 1);
    return { key, version: 1, record };
  };

  return {
    open: (ref) => ({
      ref,
      maxRecords,
      get: (key) => get(ref, key),
      insert: (key, record) => add(ref, key, record),
      put: (key, record, ifVersion) => {
        const before = get(ref, key)?.version ?? 0;
        if (ifVersion !== undefined && ifVersion !== before) return undefined;
        if (before === 0) return add(ref, key, record);
        update.run(before + 1, canonicalize(record), numberOf(ref), key);
        return { key, version: before + 1, record };
      },
      remove: (key) => {
        const before = get(ref, key);
        if (before === undefined) return undefined;
        const id = numberOf(ref);
        remove.run(id, key);
        count(ref, id, -1);
        return before.version;
      },
      append: (entry) => {
        const id = numberOf(ref);
        count(ref, id, 1);
        const sequence = countOf(ref.id);
        const event = entry.event === "" ? 0 : names.add(entry.event);
        append.run(id, sequence, event, entry.stream, entry.run, entry.at, canonicalize(entry.record));
        const stored = { ...entry, sequence };
        const others = fresh.get(ref.id);
        if (others === undefined) fresh.set(ref.id, [stored]);
        else others.push(stored);
        return stored;
      },
      list: () => reader.records(ref.id),
      events: (stream) => {
        const all = reader.eventsAfter(ref.id, 0, Number.MAX_SAFE_INTEGER);
        return stream === undefined ? all : all.filter((entry) => entry.stream === stream);
      },
      count: () => countOf(ref.id),
    }),
    replace: (ref, records) => {
      const id = numberOf(ref);
      count(ref, id, -countOf(ref.id));
      clear.run(id);
      for (const { key, record } of records) {
        if (add(ref, key, record) === undefined) throw new Error(`the key ${key} stands twice`);
      }
    },
    count: countOf,
    eventsAfter: (store, sequence, limit) => {
      const events = fresh.get(store) ?? [];
      const start = sequence + 1 - (events[0]?.sequence ?? Number.POSITIVE_INFINITY);
      return start >= 0 ? events.slice(start, start + limit) : reader.eventsAfter(store, sequence, limit);
    },
    forget: () => {
      known = new Map();
      fresh.clear();
    },
    mark: () => {
      marked = new Map(known);
    },
    restore: () => {
      known = new Map(marked);
      fresh.clear();
    },
    settle: () => {
      for (const [id, store] of known) {
        if (store.isSettled) continue;
        putCount.run(store.count, id);
        known.set(id, { ...store, isSettled: true });
      }
    },
  };
}
