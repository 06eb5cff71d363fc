import { awaitTurn, isBusy } from "./await-turn.ts";
import { type Driver, UnkeptValue } from "./driver.ts";
import { tellFault } from "./tell-fault.ts";

/** A driver for one ledger, that knows when a transaction of it begins. */
export interface GuardedDriver extends Driver {
  /** Begins a transaction, after one that could not be rolled back was. */
  begin(): void;
  /** Throws where the transaction met an error of the database, whoever caught it. */
  commit(): void;
  /** Ends the transaction, whatever happened to it. Never throws. */
  abandon(): void;
}

/**
 * Guards a driver: after an error of the database nothing more is done in the same transaction. SQLite ends a transaction
 * by itself when the disk is full or fails, and what came after would be kept statement by statement, half of it.
 */
export function guardDriver(driver: Driver, busyTimeoutMs: number): GuardedDriver {
  /** What the open transaction met. */
  let met: { readonly error: unknown } | undefined;
  let isWatching = false;
  const guard =
    <A extends readonly unknown[], R>(operation: (...given: A) => R) =>
    (...given: A): R => {
      if (met !== undefined) throw met.error;
      try {
        return operation(...given);
      } catch (error) {
        return meet(error, () => operation(...given));
      }
    };
  /** Tries again where that is possible, and throws. */
  const meet = <T>(error: unknown, operation: () => T): T => {
    if (error instanceof UnkeptValue) throw error;
    // Whoever has the ledger for itself waits for nobody.
    if (!isWatching && isBusy(error)) return awaitTurn(operation, busyTimeoutMs);
    const told = tellFault(error, busyTimeoutMs);
    if (isWatching) met = { error: told };
    throw told;
  };
  const prepare = guard(driver.prepare);
  const exec = guard(driver.exec);
  const startOver = guard(() => {
    if (driver.inTransaction) driver.exec("ROLLBACK");
    driver.exec("BEGIN IMMEDIATE");
  });
  return {
    prepare: (sql) => {
      const { run, runChecked, get, all } = prepare(sql);
      return { run: guard(run), runChecked: guard(runChecked), get: guard(get), all: guard(all) };
    },
    exec,
    get inTransaction() {
      return driver.inTransaction;
    },
    begin: () => {
      startOver();
      isWatching = true;
    },
    commit: () => {
      exec("COMMIT");
      isWatching = false;
    },
    abandon: () => {
      isWatching = false;
      met = undefined;
      try {
        if (driver.inTransaction) driver.exec("ROLLBACK");
      } catch {
        // The next transaction rolls back before it begins.
      }
    },
    close: driver.close,
  };
}
