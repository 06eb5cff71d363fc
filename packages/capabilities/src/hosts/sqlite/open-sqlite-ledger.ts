import { existsSync } from "node:fs";
import type { Ledger } from "@pgs/runtime";
import { refuseDamagedWal } from "./check-wal.ts";
import { type Driver, openDriver } from "./driver.ts";
import { guardDriver } from "./guard-driver.ts";
import { openTransactions } from "./open-transactions.ts";
import { openSchema } from "./schema.ts";

export interface SqliteLedgerOptions {
  readonly path: string;
  /** Make the file when there is none; its folder is there already. */
  readonly create: boolean;
  /** How long to wait for another process's transaction. */
  readonly busyTimeoutMs: number;
  /** What one store may hold at most. */
  readonly maxRecords: number;
  /**
   * How often rows have to come together before one statement is made for them, which takes as long as several commits.
   * Tests say 1, so that what is short as well is written both ways.
   */
  readonly batchAfter: number;
}

/** What a ledger of one machine and one person needs. */
export const sqliteDefaults = { create: true, busyTimeoutMs: 10_000, maxRecords: 10_000_000, batchAfter: 8 } as const;

/** What a connection to a ledger is set to: no file keeps it. */
export const settings =
  "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864";

/**
 * Opens the ledger in a SQLite file: every commit is on the disk when `transaction` returns (WAL, synchronous=FULL),
 * and processes take turns. What is deleted is overwritten. Throws on a file that is no ledger or one of a format that is
 * not known; one of the format before is migrated.
 */
export function openSqliteLedger(options: SqliteLedgerOptions): Ledger {
  const { path, create, busyTimeoutMs } = options;
  if (!create && !existsSync(path)) throw new Error(`there is no ledger at ${path}`);
  refuseDamagedWal(path);
  return openLedgerOn(openDriver(path, busyTimeoutMs), options);
}

/** Opens the ledger behind a driver, which it closes with itself, and also when it throws. */
export function openLedgerOn(
  opened: Driver,
  { path, busyTimeoutMs, maxRecords, batchAfter }: Omit<SqliteLedgerOptions, "create">,
): Ledger {
  const driver = guardDriver(opened, busyTimeoutMs);
  try {
    // The guard waits by itself.
    driver.exec("PRAGMA busy_timeout = 0");
    openSchema(driver, path);
    const [mode] = driver.prepare("PRAGMA journal_mode = WAL").get() ?? [];
    if (mode !== "wal") throw new Error(`the ledger at ${path} cannot be opened for writing ahead`);
    driver.exec(settings);
    return openTransactions(driver, { maxRecords, batchAfter });
  } catch (error) {
    driver.close();
    throw error;
  }
}
