import { existsSync } from "node:fs";
import { chainHash, chainStart, type JournalRow, type Ledger, type LedgerTransaction } from "@pgs/runtime";
import { scopeStore } from "../scope-store.ts";
import { type Driver, openDriver, type SqlValue } from "./driver.ts";
import { openNames } from "./names.ts";
import { openEventIndexes } from "./open-event-indexes.ts";
import { openStores } from "./open-stores.ts";
import { readLedger } from "./read-ledger.ts";
import type { Remembered } from "./remembered.ts";
import { openSchema } from "./schema.ts";

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
  const indexes = openEventIndexes(driver, names);
  const stores = openStores({ driver, names, reader, maxRecords });
  const remembered: readonly Remembered[] = [stores, indexes];
  const head = driver.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
  const pinKey = driver.prepare("INSERT OR IGNORE INTO key_pin (id, key_check) VALUES (1, ?)");
  const runNumber = driver.prepare("SELECT id FROM run WHERE run = ?");
  const savepoint = driver.prepare("SAVEPOINT segment");
  const release = driver.prepare("RELEASE segment");
  const append = driver.prepare("INSERT INTO journal (seq, run, segment, kind, body, hash) VALUES (?, ?, ?, ?, ?, ?)");
  const putRun = driver.prepare(
    `INSERT INTO run (run, workflow, key, attempt, request, terminal, exit, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (run) DO UPDATE SET terminal = excluded.terminal, exit = excluded.exit RETURNING id`,
  );
  /** The run that was written last: its journal row comes next. A number is never given to another run. */
  let lastRun: { readonly run: string; readonly id: number } | undefined;
  let lastRow: { readonly seq: number; readonly hash: string } | undefined;
  const readLastRow = (): { readonly seq: number; readonly hash: string } => {
    const [seq = 0, hash = chainStart] = (head.get() ?? []) as readonly [number?, string?];
    return { seq, hash };
  };
  /** At the start of a transaction and after a rollback: what was known may be wrong. */
  const forget = (): void => {
    for (const each of remembered) each.forget();
    lastRun = undefined;
    lastRow = undefined;
  };
  const numberOfRun = (run: string): SqlValue | undefined => {
    if (run === "") return 0;
    return lastRun?.run === run ? lastRun.id : runNumber.get(run)?.[0];
  };
  const rollBack = (): void => {
    driver.exec("ROLLBACK TO segment; RELEASE segment");
    names.forget();
    forget();
    for (const each of remembered) each.restore();
  };
  const openTransaction = (isOpen: () => boolean): LedgerTransaction => ({
    ...reader,
    indexedTo: indexes.indexedTo,
    extendIndex: indexes.extendIndex,
    lastIndexed: indexes.lastIndexed,
    count: stores.count,
    eventsAfter: stores.eventsAfter,
    savepoint: () => {
      savepoint.run();
      for (const each of remembered) each.mark();
    },
    release: () => void release.run(),
    rollback: rollBack,
    store: (ref) => scopeStore(stores.open(ref), isOpen),
    load: (ref, records) => {
      if (ref.semantics !== "facts") throw new Error(`${ref.id} holds ${ref.semantics}: only facts are loaded`);
      stores.replace(ref, records);
    },
    pinKey: (check) => {
      pinKey.run(check);
      if (reader.keyCheck() !== check) throw new Error("another key is pinned");
    },
    putRun: ({ run, workflow, key, attempt, request, terminal, exit, at }) => {
      const [id] = putRun.get(run, names.add(workflow), key, attempt, request, terminal, exit, at) ?? [];
      lastRun = { run, id: id as number };
    },
    appendJournal: (entry): JournalRow => {
      const { seq: last, hash: prev } = lastRow ?? readLastRow();
      const run = numberOfRun(entry.run);
      if (run === undefined) throw new Error(`the journal knows no run ${entry.run}`);
      const row = { ...entry, seq: last + 1, prev, hash: chainHash(prev, entry) };
      append.run(row.seq, run, row.segment, row.kind, row.body, row.hash);
      lastRow = row;
      return row;
    },
  });

  return {
    read: reader,
    transaction: (work) => {
      if (driver.inTransaction) throw new Error("a transaction is open already");
      driver.exec("BEGIN IMMEDIATE");
      forget();
      let isOpen = true;
      try {
        const made = work(openTransaction(() => isOpen));
        for (const each of remembered) each.settle();
        driver.exec("COMMIT");
        return made;
      } catch (error) {
        // A full disk has ended the transaction already.
        if (driver.inTransaction) driver.exec("ROLLBACK");
        names.forget();
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
