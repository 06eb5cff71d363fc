import type { JsonObject } from "@pgs/governance";
import {
  canonicalize,
  type StoredEvent,
  type StoredRecord,
  type StoreHandle,
  type StoreRef,
  type StoreSemantics,
} from "@pgs/runtime";
import { storeFull } from "../scope-store.ts";

/** What a store holds, records as canonical text: nobody can change one that is kept. */
export interface MemoryStore {
  readonly semantics: StoreSemantics;
  readonly records: Map<string, { readonly version: number; readonly text: string }>;
  readonly events: { readonly entry: Omit<StoredEvent, "record">; readonly text: string }[];
}

export type MemoryStores = Map<string, MemoryStore>;

/** Opens one store; every change pushes how to undo it. Reading makes no store. */
export function openMemoryStore(at: {
  readonly stores: MemoryStores;
  readonly ref: StoreRef;
  readonly undo: (() => void)[];
  readonly maxRecords: number;
}): StoreHandle {
  const { stores, ref, undo, maxRecords } = at;
  const written = (): MemoryStore => {
    const found = stores.get(ref.id) ?? { semantics: ref.semantics, records: new Map(), events: [] };
    if (found.semantics !== ref.semantics) throw new Error(`${ref.id} holds ${found.semantics}, not ${ref.semantics}`);
    stores.set(ref.id, found);
    return found;
  };
  const count = (): number => {
    const store = stores.get(ref.id);
    return store === undefined ? 0 : store.records.size + store.events.length;
  };
  const get = (key: string): StoredRecord | undefined => {
    const held = stores.get(ref.id)?.records.get(key);
    return held === undefined ? undefined : { key, version: held.version, record: parse(held.text) };
  };
  const set = (key: string, version: number, record: JsonObject): StoredRecord => {
    const { records } = written();
    const before = records.get(key);
    const text = canonicalize(record);
    if (before === undefined && count() >= maxRecords) throw storeFull({ ref, maxRecords });
    records.set(key, { version, text });
    undo.push(() => void (before === undefined ? records.delete(key) : records.set(key, before)));
    return { key, version, record };
  };
  return {
    ref,
    maxRecords,
    get,
    insert: (key, record) => (get(key) === undefined ? set(key, 1, record) : undefined),
    put: (key, record, ifVersion) => {
      const before = get(key)?.version ?? 0;
      return ifVersion !== undefined && ifVersion !== before ? undefined : set(key, before + 1, record);
    },
    remove: (key) => {
      const { records } = written();
      const before = records.get(key);
      if (before === undefined) return undefined;
      records.delete(key);
      undo.push(() => void records.set(key, before));
      return before.version;
    },
    append: ({ record, ...rest }) => {
      const { events } = written();
      if (events.length >= maxRecords) throw storeFull({ ref, maxRecords });
      const entry = { ...rest, sequence: events.length + 1 };
      events.push({ entry, text: canonicalize(record) });
      undo.push(() => void events.pop());
      return { ...entry, record };
    },
    list: () =>
      [...(stores.get(ref.id)?.records ?? [])]
        .map(([key, { version, text }]) => ({ key, version, record: parse(text) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    events: (stream) =>
      (stores.get(ref.id)?.events ?? [])
        .filter(({ entry }) => stream === undefined || entry.stream === stream)
        .map(({ entry, text }) => ({ ...entry, record: parse(text) })),
    count,
  };
}

function parse(text: string): JsonObject {
  return JSON.parse(text) as JsonObject;
}
