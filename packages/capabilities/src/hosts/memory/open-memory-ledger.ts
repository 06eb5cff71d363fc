import type { JsonObject } from "@pgs/governance";
import {
  chainHash,
  chainStart,
  type JournalRow,
  type Ledger,
  type LedgerReader,
  type LedgerTransaction,
  type RunFilter,
  type RunRow,
} from "@pgs/runtime";
import { scopeStore } from "../scope-store.ts";
import { openMemoryIndexes } from "./memory-indexes.ts";
import { type MemoryStore, type MemoryStores, openMemoryStore } from "./memory-store.ts";

export interface MemoryLedgerOptions {
  /** What one store may hold at most. */
  readonly maxRecords: number;
}

/**
 * Opens a ledger that lives as long as the process: for tests, replay and benchmarks. Keeps every promise of a ledger
 * but durability.
 */
export function openMemoryLedger({ maxRecords }: MemoryLedgerOptions): Ledger {
  const stores: MemoryStores = new Map<string, MemoryStore>();
  const runs = new Map<string, RunRow>();
  const journal: JournalRow[] = [];
  /** How to undo what was done, the newest last. */
  const undo: (() => void)[] = [];
  let isInTransaction = false;
  let savepoint: number | undefined;
  let pinned: string | undefined;

  const rollBackTo = (mark: number): void => {
    while (undo.length > mark) undo.pop()?.();
  };
  const endSavepoint = (): number => {
    if (savepoint === undefined) throw new Error("no savepoint is open");
    const mark = savepoint;
    savepoint = undefined;
    return mark;
  };
  const indexes = openMemoryIndexes(undo);
  const reader = { ...readMemory({ stores, runs, journal }), keyCheck: () => pinned };
  const openTransaction = (isOpen: () => boolean): LedgerTransaction => ({
    ...reader,
    ...indexes,
    savepoint: () => {
      if (savepoint !== undefined) throw new Error("a savepoint is open already");
      savepoint = undo.length;
    },
    release: () => void endSavepoint(),
    rollback: () => rollBackTo(endSavepoint()),
    store: (ref) => scopeStore(openMemoryStore({ stores, ref, undo, maxRecords }), isOpen),
    load: (ref, records) => {
      if (ref.semantics !== "facts") throw new Error(`${ref.id} holds ${ref.semantics}: only facts are loaded`);
      loadAll(openMemoryStore({ stores, ref, undo, maxRecords }), records);
    },
    pinKey: (check) => {
      if (pinned !== undefined && pinned !== check) throw new Error("another key is pinned");
      const before = pinned;
      pinned = check;
      undo.push(() => {
        pinned = before;
      });
    },
    expectRuns: () => {},
    putRun: (row) => {
      const before = runs.get(row.run);
      runs.set(row.run, row);
      undo.push(() => void (before === undefined ? runs.delete(row.run) : runs.set(row.run, before)));
    },
    appendJournal: (entry) => {
      if (entry.run !== "" && !runs.has(entry.run)) throw new Error(`the journal knows no run ${entry.run}`);
      const prev = journal.at(-1)?.hash ?? chainStart;
      const row = { ...entry, seq: journal.length + 1, prev, hash: chainHash(prev, entry) };
      journal.push(row);
      undo.push(() => void journal.pop());
      return row;
    },
  });

  return {
    read: reader,
    transaction: (work) => {
      if (isInTransaction) throw new Error("a transaction is open already");
      isInTransaction = true;
      let isOpen = true;
      try {
        return work(openTransaction(() => isOpen));
      } catch (error) {
        rollBackTo(0);
        throw error;
      } finally {
        undo.length = 0;
        savepoint = undefined;
        isOpen = false;
        isInTransaction = false;
      }
    },
    close: () => {},
  };
}

function loadAll(
  store: ReturnType<typeof openMemoryStore>,
  records: readonly { readonly key: string; readonly record: JsonObject }[],
): void {
  for (const { key } of store.list()) store.remove(key);
  for (const { key, record } of records) {
    if (store.insert(key, record) === undefined) throw new Error(`the key ${key} stands twice`);
  }
}

function readMemory(at: {
  readonly stores: MemoryStores;
  readonly runs: ReadonlyMap<string, RunRow>;
  readonly journal: readonly JournalRow[];
}): Omit<LedgerReader, "keyCheck"> {
  const { stores, runs, journal } = at;
  const open = (id: string): ReturnType<typeof openMemoryStore> => {
    const semantics = stores.get(id)?.semantics ?? "facts";
    return openMemoryStore({ stores, ref: { id, semantics }, undo: [], maxRecords: 0 });
  };
  return {
    run: (id) => runs.get(id),
    runs: (limit, filter = {}) =>
      [...runs.values()]
        .toReversed()
        .filter((row) => isAmong(row, filter))
        .slice(0, limit),
    workflows: () => [...new Set([...runs.values()].map(({ workflow }) => workflow))].sort(),
    journalOf: (id) => journal.filter(({ run }) => run === id).sort((a, b) => a.segment - b.segment),
    journalAfter: (seq, limit) => journal.slice(seq, seq + limit),
    stores: () =>
      [...stores]
        .filter(([id]) => open(id).count() > 0)
        .map(([id, { semantics }]) => ({ id, semantics }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    records: (store) => open(store).list(),
    eventsAfter: (store, sequence, limit) =>
      open(store)
        .events()
        .slice(sequence, sequence + limit),
    count: (store) => open(store).count(),
  };
}

function isAmong(row: RunRow, { workflow, terminal, key, since, until }: RunFilter): boolean {
  return (
    (workflow === undefined || row.workflow === workflow) &&
    (terminal === undefined || row.terminal === terminal) &&
    (key === undefined || row.key === key) &&
    (since === undefined || row.at >= since) &&
    (until === undefined || row.at < until)
  );
}
