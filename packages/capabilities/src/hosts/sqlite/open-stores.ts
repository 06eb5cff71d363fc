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
import type { Driver, SqlRow } from "./driver.ts";
import type { Names } from "./names.ts";
import { recordOf } from "./read-ledger.ts";
import type { Remembered } from "./remembered.ts";
import type { WriteBehind } from "./write-behind.ts";

/** Stores as they are written inside a transaction. */
export interface Stores extends Remembered {
  open(ref: StoreRef): StoreHandle;
  /** Replaces the records of a keyed store. */
  replace(ref: StoreRef, records: readonly { readonly key: string; readonly record: JsonObject }[]): void;
  /** What a store holds, with what the open transaction added. */
  count(store: string): number;
  /** As the reader gives them, the events that were appended last from memory. */
  eventsAfter: LedgerReader["eventsAfter"];
}

/** What the row of a store says, or will say when the transaction settles. Nobody else changes it meanwhile. */
interface KnownStore {
  readonly semantics: string;
  readonly count: number;
  /** Whether it has a row. */
  readonly isThere: boolean;
  readonly isSettled: boolean;
}

export function openStores(at: {
  readonly driver: Driver;
  readonly names: Names;
  readonly reader: LedgerReader;
  readonly behind: WriteBehind;
  readonly maxRecords: number;
}): Stores {
  const { driver, names, reader, behind, maxRecords } = at;
  let known = new Map<number, KnownStore>();
  let marked = known;
  /** Events that were appended lately by store, up to the last one without a gap: what is asked for next. */
  let fresh = new Map<string, StoredEvent[]>();
  let freshCount = 0;
  /** They hold nothing of a transaction. */
  const handles = new WeakMap<StoreRef, StoreHandle>();
  /** The key that was looked for last and is not there: who writes it has just looked. */
  let absent = "";
  const selectStore = driver.prepare("SELECT semantics, count FROM store WHERE id = ?");
  const select = driver.prepare("SELECT key, version, record FROM record WHERE store = ? AND key = ?");
  const remove = driver.prepare("DELETE FROM record WHERE store = ? AND key = ?");
  const clear = driver.prepare("DELETE FROM record WHERE store = ?");
  const storeRows = behind.table({
    table: "store",
    columns: ["id", "semantics", "count"],
    key: ["id"],
    changes: ["count"],
  });
  const recordRows = behind.table<SqlRow>({
    table: "record",
    columns: ["store", "key", "version", "record"],
    key: ["store", "key"],
    changes: ["version", "record"],
  });
  const eventRows = behind.table({
    table: "event",
    columns: ["store", "sequence", "event", "stream", "run", "at", "record"],
  });

  const lookUp = (id: number): KnownStore | undefined => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const [semantics, count] = (selectStore.get(id) ?? []) as readonly [string?, number?];
    if (semantics === undefined || count === undefined) return undefined;
    const read = { semantics, count, isThere: true, isSettled: true };
    known.set(id, read);
    return read;
  };
  /** The number of a store that is written to. */
  const numberOf = (ref: StoreRef): number => {
    const id = names.add(ref.id);
    const semantics = lookUp(id)?.semantics ?? ref.semantics;
    if (semantics !== ref.semantics) throw new Error(`${ref.id} holds ${semantics}, not ${ref.semantics}`);
    return id;
  };
  const countOf = (store: string): number => lookUp(names.find(store) ?? 0)?.count ?? 0;
  const grow = (ref: StoreRef, id: number, by: number): void => {
    const total = countOf(ref.id) + by;
    if (total > maxRecords) throw storeFull({ ref, maxRecords });
    known.set(id, {
      semantics: ref.semantics,
      count: total,
      isThere: known.get(id)?.isThere ?? false,
      isSettled: false,
    });
  };
  const get = (ref: StoreRef, key: string): StoredRecord | undefined => {
    const id = names.find(ref.id) ?? 0;
    const at = `${id} ${key}`;
    const row = recordRows.find(at) ?? (at === absent ? undefined : select.get(id, key));
    if (row !== undefined) return recordOf(row);
    absent = at;
    return undefined;
  };
  const set = (id: number, { key, version, record }: StoredRecord): StoredRecord => {
    const text = canonicalize(record);
    absent = "";
    const presence = version === 1 ? "new" : "there";
    recordRows.put(presence, [id, key, version, text], `${id} ${key}`, [key, version, text]);
    return { key, version, record };
  };
  const add = (ref: StoreRef, key: string, record: JsonObject): StoredRecord => {
    const id = numberOf(ref);
    grow(ref, id, 1);
    return set(id, { key, version: 1, record });
  };

  const dropFresh = (): void => {
    if (freshCount > 0) fresh = new Map();
    freshCount = 0;
  };

  const openHandle = (ref: StoreRef): StoreHandle => {
    return {
      ref,
      maxRecords,
      get: (key) => get(ref, key),
      insert: (key, record) => (get(ref, key) === undefined ? add(ref, key, record) : undefined),
      put: (key, record, ifVersion) => {
        const before = get(ref, key)?.version ?? 0;
        if (ifVersion !== undefined && ifVersion !== before) return undefined;
        if (before === 0) return add(ref, key, record);
        return set(numberOf(ref), { key, version: before + 1, record });
      },
      remove: (key) => {
        const before = get(ref, key);
        if (before === undefined) return undefined;
        const id = numberOf(ref);
        behind.flush();
        remove.run(id, key);
        grow(ref, id, -1);
        return before.version;
      },
      append: (entry) => {
        const id = numberOf(ref);
        grow(ref, id, 1);
        const sequence = countOf(ref.id);
        const event = entry.event === "" ? 0 : names.add(entry.event);
        eventRows.put("new", [id, sequence, event, entry.stream, entry.run, entry.at, canonicalize(entry.record)]);
        const { stream, run, at, record } = entry;
        const stored = { sequence, event: entry.event, stream, run, at, record };
        const others = fresh.get(ref.id);
        if (others === undefined) fresh.set(ref.id, [stored]);
        else others.push(stored);
        freshCount += 1;
        return stored;
      },
      list: () => {
        behind.flush();
        return reader.records(ref.id);
      },
      events: (stream) => {
        behind.flush();
        const all = reader.eventsAfter(ref.id, 0, Number.MAX_SAFE_INTEGER);
        return stream === undefined ? all : all.filter((entry) => entry.stream === stream);
      },
      count: () => countOf(ref.id),
    };
  };

  return {
    open: (ref) => {
      const opened = handles.get(ref) ?? openHandle(ref);
      handles.set(ref, opened);
      return opened;
    },
    replace: (ref, records) => {
      const id = numberOf(ref);
      grow(ref, id, -countOf(ref.id));
      behind.flush();
      clear.run(id);
      const keys = new Set<string>();
      for (const { key, record } of records) {
        if (keys.has(key)) throw new Error(`the key ${key} stands twice`);
        keys.add(key);
        add(ref, key, record);
        if (keys.size % most === 0) behind.flush();
      }
    },
    count: countOf,
    eventsAfter: (store, sequence, limit) => {
      const events = fresh.get(store) ?? [];
      const start = sequence + 1 - (events[0]?.sequence ?? Number.POSITIVE_INFINITY);
      if (start >= 0) return events.slice(start, start + limit);
      behind.flush();
      return reader.eventsAfter(store, sequence, limit);
    },
    begin: () => {
      if (freshCount >= mostFresh) dropFresh();
      absent = "";
    },
    forget: () => {
      known = new Map();
      dropFresh();
    },
    mark: () => {
      marked = new Map(known);
    },
    restore: () => {
      known = marked;
      dropFresh();
      absent = "";
    },
    settle: () => {
      for (const [id, { semantics, count, isThere, isSettled }] of known) {
        if (isSettled) continue;
        storeRows.put(isThere ? "there" : "new", [id, semantics, count]);
        known.set(id, { semantics, count, isThere: true, isSettled: true });
      }
    },
  };
}

/** How many events are kept beyond the transaction that appended them, about. */
const mostFresh = 256;

/** How many records wait at most while a store is replaced. */
const most = 1000;
