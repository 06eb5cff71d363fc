import type { JsonObject } from "@pgs/governance";
import type { Ledger, LedgerReader, LedgerTransaction, RunFilter, RunRow } from "@pgs/runtime";
import { type StoreScope, scopeStore } from "../scope-store.ts";
import { openMemoryAwaited } from "./memory-awaited.ts";
import { openMemoryErasableKeys } from "./memory-erasable-keys.ts";
import { openMemoryIndexes } from "./memory-indexes.ts";
import { openMemoryJournal } from "./memory-journal.ts";
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
  /** How to undo what was done, the newest last. */
  const undo: (() => void)[] = [];
  /** The same for what a savepoint does not take back. */
  const undoAtEnd: (() => void)[] = [];
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
  const awaited = openMemoryAwaited(runs, undo);
  const journal = openMemoryJournal(runs, undo);
  const keys = openMemoryErasableKeys({ undo: undoAtEnd, isSegmentOpen: () => savepoint !== undefined });
  const reader = {
    ...readMemory(stores, runs),
    ...journal.reads,
    ...awaited.reads,
    ...keys.reads,
    keyCheck: () => pinned,
  };
  const openTransaction = (scope: StoreScope): LedgerTransaction => ({
    ...reader,
    ...indexes,
    ...journal.writes,
    ...awaited.writes,
    ...keys.writes,
    savepoint: () => {
      if (savepoint !== undefined) throw new Error("a savepoint is open already");
      savepoint = undo.length;
    },
    release: () => void endSavepoint(),
    rollback: () => rollBackTo(endSavepoint()),
    store: (ref) => scopeStore(openMemoryStore({ stores, ref, undo, maxRecords }), scope),
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
  });

  return {
    read: reader,
    transaction: (work) => {
      if (isInTransaction) throw new Error("a transaction is open already");
      isInTransaction = true;
      const scope = { isOpen: true };
      try {
        return work(openTransaction(scope));
      } catch (error) {
        rollBackTo(0);
        while (undoAtEnd.length > 0) undoAtEnd.pop()?.();
        throw error;
      } finally {
        undo.length = 0;
        undoAtEnd.length = 0;
        savepoint = undefined;
        scope.isOpen = false;
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

type MemoryReads = Pick<LedgerReader, "run" | "runs" | "workflows" | "stores" | "records" | "eventsAfter" | "count">;

function readMemory(stores: MemoryStores, runs: ReadonlyMap<string, RunRow>): MemoryReads {
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
