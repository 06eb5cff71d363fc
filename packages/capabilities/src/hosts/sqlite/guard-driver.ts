import { awaitTurn, isBusy } from "./await-turn.ts";
import { type Driver, type SqlRow, UnkeptValue } from "./driver.ts";
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
  const guarded = <T>(operation: () => T): T => {
    if (met !== undefined) throw met.error;
    try {
      return operation();
    } catch (error) {
      if (error instanceof UnkeptValue) throw error;
      // Whoever has the ledger for itself waits for nobody.
      if (!isWatching && isBusy(error)) return awaitTurn(operation, busyTimeoutMs);
      const told = tellFault(error, busyTimeoutMs);
      if (isWatching) met = { error: told };
      throw told;
    }
  };
  return {
    prepare: (sql) => {
      const statement = guarded(() => driver.prepare(sql));
      return {
        run: (...values) => guarded(() => statement.run(...values)),
        runChecked: (values) => guarded(() => statement.runChecked(values)),
        get: (...values): SqlRow | undefined => guarded(() => statement.get(...values)),
        all: (...values): readonly SqlRow[] => guarded(() => statement.all(...values)),
      };
    },
    exec: (sql) => guarded(() => driver.exec(sql)),
    get inTransaction() {
      return driver.inTransaction;
    },
    begin: () => {
      guarded(() => {
        if (driver.inTransaction) driver.exec("ROLLBACK");
        driver.exec("BEGIN IMMEDIATE");
      });
      isWatching = true;
    },
    commit: () => {
      guarded(() => driver.exec("COMMIT"));
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
