import { existsSync } from "node:fs";
import type { Ledger, LedgerTransaction } from "@pgs/runtime";
import { scopeStore } from "../scope-store.ts";
import { type Driver, openDriver } from "./driver.ts";
import { openNames } from "./names.ts";
import { openAwaited } from "./open-awaited.ts";
import { openErasableKeys } from "./open-erasable-keys.ts";
import { openEventIndexes } from "./open-event-indexes.ts";
import { openJournal } from "./open-journal.ts";
import { openStores } from "./open-stores.ts";
import { readLedger } from "./read-ledger.ts";
import type { Remembered } from "./remembered.ts";
import { openSchema } from "./schema.ts";
import { openWriteBehind } from "./write-behind.ts";

export interface SqliteLedgerOptions {
  readonly path: string;
  /** Make the file when there is none; its folder is there already. */
  readonly create: boolean;
  /** How long to wait for another process's transaction. */
  readonly busyTimeoutMs: number;
  /** What one store may hold at most. */
  readonly maxRecords: number;
}

/** What a ledger of one machine and one person needs. */
export const sqliteDefaults = { create: true, busyTimeoutMs: 10_000, maxRecords: 10_000_000 } as const;

/**
 * Opens the ledger in a SQLite file: every commit is on the disk when `transaction` returns (WAL, synchronous=FULL),
 * and processes take turns. Throws on a file that is no ledger or one of a format that is not known.
 */
export function openSqliteLedger({ path, create, busyTimeoutMs, maxRecords }: SqliteLedgerOptions): Ledger {
  if (!create && !existsSync(path)) throw new Error(`there is no ledger at ${path}`);
  const driver = openDriver(path, busyTimeoutMs);
  try {
    openSchema(driver, path);
    enterWal(driver, busyTimeoutMs);
    driver.exec("PRAGMA synchronous = FULL");
    return makeLedger(driver, maxRecords);
  } catch (error) {
    driver.close();
    throw error;
  }
}

function makeLedger(driver: Driver, maxRecords: number): Ledger {
  const names = openNames(driver);
  const reader = readLedger(driver, names);
  const behind = openWriteBehind(driver);
  const indexes = openEventIndexes({ driver, names, behind });
  const stores = openStores({ driver, names, reader, behind, maxRecords });
  const journal = openJournal({ driver, names, reader, behind });
  const awaited = openAwaited({ driver, names, reader, run: journal.run, behind });
  const keys = openErasableKeys({ driver, reader, run: journal.run, behind });
  const remembered: readonly Remembered[] = [stores, indexes, journal, keys];
  const pinKey = driver.prepare("INSERT OR IGNORE INTO key_pin (id, key_check) VALUES (1, ?)");
  const dataVersion = driver.prepare("PRAGMA data_version");
  /** Counts up with what other connections commit; undefined: what is remembered may be wrong in any case. */
  let version: unknown;
  const begin = (): void => {
    driver.exec("BEGIN IMMEDIATE");
    const current = dataVersion.get()?.[0];
    if (current !== version) for (const each of remembered) each.forget();
    version = current;
    for (const each of remembered) each.begin();
  };
  const flushed =
    <A extends readonly unknown[], R>(read: (...given: A) => R) =>
    (...given: A): R => {
      behind.flush();
      return read(...given);
    };
  const flushedReader = {
    keyCheck: reader.keyCheck,
    runs: flushed(reader.runs),
    workflows: flushed(reader.workflows),
    journalStart: flushed(reader.journalStart),
    prunable: flushed(reader.prunable),
    journalOf: flushed(reader.journalOf),
    journalAfter: flushed(reader.journalAfter),
    stores: flushed(reader.stores),
    records: flushed(reader.records),
  };
  const openTransaction = (isOpen: () => boolean): LedgerTransaction => ({
    ...flushedReader,
    ...awaited,
    run: journal.run,
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
    store: (ref) => scopeStore(stores.open(ref), isOpen),
    load: (ref, records) => {
      if (ref.semantics !== "facts") throw new Error(`${ref.id} holds ${ref.semantics}: only facts are loaded`);
      stores.replace(ref, records);
    },
    makeErasableKey: keys.makeErasableKey,
    dropErasableKeys: keys.dropErasableKeys,
    erasableKey: keys.erasableKey,
    pruneJournal: journal.prune,
    pinKey: (check) => {
      behind.flush();
      pinKey.run(check);
      if (reader.keyCheck() !== check) throw new Error("another key is pinned");
    },
    expectRuns: journal.expect,
    putRun: journal.putRun,
    appendJournal: journal.append,
  });

  return {
    read: reader,
    transaction: (work) => {
      if (driver.inTransaction) throw new Error("a transaction is open already");
      let isOpen = true;
      try {
        begin();
        const made = work(openTransaction(() => isOpen));
        for (const each of remembered) each.settle();
        behind.flush();
        driver.exec("COMMIT");
        return made;
      } catch (error) {
        // A full disk has ended the transaction already.
        if (driver.inTransaction) driver.exec("ROLLBACK");
        names.forget();
        behind.forget();
        version = undefined;
        throw error;
      } finally {
        isOpen = false;
      }
    },
    close: driver.close,
  };
}

/** Entering WAL takes the file alone and does not wait for others by itself. */
function enterWal(driver: Driver, busyTimeoutMs: number): void {
  const pauseMs = 10;
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      if (driver.prepare("PRAGMA journal_mode = WAL").get()?.[0] === "wal") return;
    } catch (error) {
      if (waitedMs >= busyTimeoutMs) throw error;
    }
    if (waitedMs >= busyTimeoutMs) throw new Error("the ledger cannot be opened for writing ahead");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}
