import type { Ledger, LedgerReader, LedgerTransaction, StoreHandle, StoreRef } from "@pgs/runtime";
import { type StoreScope, scopeStore } from "../scope-store.ts";
import type { GuardedDriver } from "./guard-driver.ts";
import { openNames } from "./names.ts";
import { type Awaited, openAwaited } from "./open-awaited.ts";
import { type ErasableKeys, openErasableKeys } from "./open-erasable-keys.ts";
import { type EventIndexes, openEventIndexes } from "./open-event-indexes.ts";
import { type Journal, openJournal } from "./open-journal.ts";
import type { SqliteLedgerOptions } from "./open-sqlite-ledger.ts";
import { openStores, type Stores } from "./open-stores.ts";
import { readLedger } from "./read-ledger.ts";
import type { Remembered } from "./remembered.ts";
import { openWriteBehind, type WriteBehind } from "./write-behind.ts";

/** Makes the ledger of a file whose tables are there. */
export function openTransactions(
  driver: GuardedDriver,
  { maxRecords, batchAfter }: Pick<SqliteLedgerOptions, "maxRecords" | "batchAfter">,
): Ledger {
  const names = openNames(driver);
  const reader = readLedger(driver, names);
  const behind = openWriteBehind(driver, batchAfter);
  const indexes = openEventIndexes({ driver, names, behind });
  const stores = openStores({ driver, names, reader, behind, maxRecords });
  const journal = openJournal({ driver, names, reader, behind });
  const awaited = openAwaited({ driver, names, reader, runNumber: journal.runNumber, behind });
  const keys = openErasableKeys({ driver, reader, runNumber: journal.runNumber, behind });
  const remembered: readonly Remembered[] = [stores, indexes, journal, keys];
  const pinKey = pinKeyOf(driver, { reader, behind });
  /** Of the transaction that was opened last. */
  let scope: StoreScope = { isOpen: false };
  const store = (ref: StoreRef): StoreHandle => scopeStore(stores.open(ref), scope);
  const tx = openWork({ store, names, reader, behind, indexes, stores, journal, awaited, keys, remembered, pinKey });
  const dataVersion = driver.prepare("PRAGMA data_version");
  /** Counts up with what other connections commit; undefined: what is remembered may be wrong in any case. */
  let version: unknown;
  let isInTransaction = false;
  const begin = (): void => {
    driver.begin();
    const current = dataVersion.get()?.[0];
    if (current !== version) for (const each of remembered) each.forget();
    version = current;
    for (const each of remembered) each.begin();
  };
  const abandon = (): void => {
    driver.abandon();
    names.forget();
    behind.forget();
    version = undefined;
  };

  return {
    read: reader,
    transaction: (work) => {
      if (isInTransaction) throw new Error("a transaction is open already");
      isInTransaction = true;
      scope = { isOpen: true };
      try {
        begin();
        const made = work(tx);
        for (const each of remembered) each.settle();
        behind.flush();
        driver.commit();
        behind.prepare();
        return made;
      } catch (error) {
        abandon();
        throw error;
      } finally {
        scope.isOpen = false;
        isInTransaction = false;
      }
    },
    close: driver.close,
  };
}

interface Parts {
  readonly store: LedgerTransaction["store"];
  readonly names: { forget(): void };
  readonly reader: LedgerReader;
  readonly behind: WriteBehind;
  readonly indexes: EventIndexes;
  readonly stores: Stores;
  readonly journal: Journal;
  readonly awaited: Awaited;
  readonly keys: ErasableKeys;
  readonly remembered: readonly Remembered[];
  readonly pinKey: LedgerTransaction["pinKey"];
}

/** What every transaction is given, one after the other: only handles of stores are made for each, and die with it. */
function openWork(parts: Parts): LedgerTransaction {
  const { store, names, behind, indexes, stores, journal, awaited, keys, remembered, pinKey } = parts;
  const reads = flushedReader(parts);
  return {
    keyCheck: reads.keyCheck,
    runs: reads.runs,
    workflows: reads.workflows,
    journalStart: reads.journalStart,
    runOfErasableKey: reads.runOfErasableKey,
    prunable: reads.prunable,
    journalOf: reads.journalOf,
    journalAfter: reads.journalAfter,
    stores: reads.stores,
    records: reads.records,
    awaitedOf: awaited.awaitedOf,
    awaited: awaited.awaited,
    awaitedAfter: awaited.awaitedAfter,
    awaitedDue: awaited.awaitedDue,
    nextDue: awaited.nextDue,
    putAwaited: awaited.putAwaited,
    dropAwaited: awaited.dropAwaited,
    pinKey,
    run: journal.run,
    makeErasableKey: keys.makeErasableKey,
    dropErasableKeys: keys.dropErasableKeys,
    erasableKey: keys.erasableKey,
    indexedTo: indexes.indexedTo,
    extendIndex: indexes.extendIndex,
    lastIndexed: indexes.lastIndexed,
    count: stores.count,
    eventsAfter: stores.eventsAfter,
    savepoint: () => {
      behind.savepoint();
      for (const each of remembered) each.mark();
    },
    release: behind.release,
    rollback: () => {
      if (behind.rollback()) names.forget();
      for (const each of remembered) each.restore();
    },
    store,
    load: (ref, records) => {
      if (ref.semantics !== "facts") throw new Error(`${ref.id} holds ${ref.semantics}: only facts are loaded`);
      stores.replace(ref, records);
    },
    expectRuns: journal.expect,
    putRun: journal.putRun,
    appendJournal: journal.append,
    pruneJournal: journal.prune,
  };
}

/** Reads that look at tables which may be waited for. */
function flushedReader({ reader, behind }: Pick<Parts, "reader" | "behind">) {
  const flushed =
    <A extends readonly unknown[], R>(read: (...given: A) => R) =>
    (...given: A): R => {
      behind.flush();
      return read(...given);
    };
  return {
    keyCheck: reader.keyCheck,
    runs: flushed(reader.runs),
    workflows: flushed(reader.workflows),
    journalStart: flushed(reader.journalStart),
    runOfErasableKey: flushed(reader.runOfErasableKey),
    prunable: flushed(reader.prunable),
    journalOf: flushed(reader.journalOf),
    journalAfter: flushed(reader.journalAfter),
    stores: flushed(reader.stores),
    records: flushed(reader.records),
  };
}

function pinKeyOf(
  driver: GuardedDriver,
  { reader, behind }: Pick<Parts, "reader" | "behind">,
): LedgerTransaction["pinKey"] {
  const pin = driver.prepare("INSERT OR IGNORE INTO key_pin (id, key_check) VALUES (1, ?)");
  return (check) => {
    behind.flush();
    pin.run(check);
    if (reader.keyCheck() !== check) throw new Error("another key is pinned");
  };
}
