import type { Driver } from "../hosts/sqlite/driver.ts";

/**
 * How an operation of the database fails. `refused`: nothing is done, and a transaction stays open. `ended`: nothing is
 * done, and SQLite has ended the transaction. `late`: it is done, and said to have failed. `killed`: the process ends before it.
 */
export type Failure = "refused" | "ended" | "late" | "slow" | "killed";

export interface FailurePlan {
  /** The first operation that fails; they count from 1. */
  readonly at: number;
  /** How many fail. */
  readonly count: number;
  readonly how: Failure;
  /** What SQLite calls it, e.g. `SQLITE_FULL`. */
  readonly code: string;
}

export interface FailingDriver extends Driver {
  /** What was asked of the database, in order. */
  readonly asked: readonly string[];
  /** Another plan from now on. */
  replan(plan: FailurePlan): void;
}

const slowMs = 5;

/** Wraps a driver, and lets operations fail as planned: preparing, executing and reading, each call and each statement. */
export function failDriver(driver: Driver, planned: FailurePlan): FailingDriver {
  const asked: string[] = [];
  let plan = planned;
  const attempt = <T>(what: string, operation: () => T): T => {
    asked.push(what);
    const { at, count, how, code } = plan;
    if (asked.length < at || asked.length >= at + count) return operation();
    const error = Object.assign(new Error(`planned, at: ${what}`), { code });
    switch (how) {
      case "slow":
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, slowMs);
        return operation();
      case "late":
        operation();
        throw error;
      case "ended":
        if (driver.inTransaction) driver.exec("ROLLBACK");
        throw error;
      case "killed":
        process.kill(process.pid, "SIGKILL");
        throw error;
      case "refused":
        throw error;
    }
  };
  return {
    asked,
    replan: (another) => {
      plan = another;
    },
    prepare: (sql) => {
      const statement = attempt(`prepare ${sql}`, () => driver.prepare(sql));
      return {
        run: (...values) => attempt(sql, () => statement.run(...values)),
        runChecked: (values) => attempt(sql, () => statement.runChecked(values)),
        get: (...values) => attempt(sql, () => statement.get(...values)),
        all: (...values) => attempt(sql, () => statement.all(...values)),
      };
    },
    exec: (sql) => {
      const statements = sql.split(";").map((text) => text.trim());
      for (const one of statements.filter((text) => text !== "")) attempt(one, () => driver.exec(one));
    },
    get inTransaction() {
      return driver.inTransaction;
    },
    close: driver.close,
  };
}

/** A driver that leaves it to the system when to write: for tests that open very many files. */
export function unsynced(driver: Driver): Driver {
  driver.exec("PRAGMA synchronous = OFF");
  return {
    ...driver,
    get inTransaction() {
      return driver.inTransaction;
    },
    exec: (sql) => driver.exec(sql.replace("synchronous = FULL", "synchronous = OFF")),
  };
}
