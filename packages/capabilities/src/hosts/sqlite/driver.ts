import Database from "libsql";
import { tellFault } from "./tell-fault.ts";

/** What a parameter or a column may hold here. */
export type SqlValue = string | number | null;
export type SqlRow = readonly SqlValue[];

/** A prepared statement. Values are positional; rows are arrays in the order of the columns. */
export interface Statement {
  /** Returns how many rows changed. */
  run(...values: readonly SqlValue[]): number;
  /** The same for values that went through `checkValue` when they came. */
  runChecked(values: SqlRow): void;
  get(...values: readonly SqlValue[]): SqlRow | undefined;
  all(...values: readonly SqlValue[]): readonly SqlRow[];
}

export interface Driver {
  prepare(sql: string): Statement;
  /** Runs statements without parameters. */
  exec(sql: string): void;
  readonly inTransaction: boolean;
  close(): void;
}

/**
 * Opens a SQLite file through the one driver that is installed, and guards what that lets pass (libsql 0.5.29): a
 * boolean, a lone typed array or a Date as parameter aborts the process; a wrong count of parameters and use after
 * `close` go unnoticed; text is cut at U+0000; rows that are objects carry `_metadata`. Its `close` lets go of the file when
 * the last statement is collected or the process ends, and only then is the write-ahead log taken over and deleted. Any other
 * driver fits behind it.
 */
export function openDriver(path: string, busyTimeoutMs: number): Driver {
  const database = openDatabase(path, busyTimeoutMs);
  let isOpen = true;
  const whileOpen = (): void => {
    if (!isOpen) throw new Error("the database is closed");
  };
  return {
    prepare: (sql) => {
      whileOpen();
      // Arrays instead of objects: they have no place for `_metadata`.
      const statement = database.prepare(sql);
      if (statement.reader) statement.raw();
      const count = sql.split("?").length - 1;
      // One array holds all values: a lone value is taken for a list of named ones when it is an object.
      const expectCount = (values: readonly SqlValue[]): void => {
        whileOpen();
        if (values.length !== count) throw new Error(`${values.length} values for ${count} places in: ${sql}`);
      };
      const checked = (values: readonly SqlValue[]): readonly SqlValue[] => {
        expectCount(values);
        for (const value of values) checkValue(value);
        return values;
      };
      return {
        run: (...values) => statement.run(checked(values)).changes,
        runChecked: (values) => {
          expectCount(values);
          statement.run(values);
        },
        get: (...values) => statement.get(checked(values)) as SqlRow | undefined,
        all: (...values) => statement.all(checked(values)) as readonly SqlRow[],
      };
    },
    exec: (sql) => {
      whileOpen();
      database.exec(sql);
    },
    get inTransaction() {
      return isOpen && database.inTransaction;
    },
    close: () => {
      // What it holds of the file would else be held until the last statement is collected.
      if (isOpen && database.inTransaction) database.exec("ROLLBACK");
      if (isOpen) database.close();
      isOpen = false;
    },
  };
}

/** What it throws when a file cannot be opened has no code of its own. */
function openDatabase(path: string, timeout: number): Database.Database {
  try {
    return new Database(path, { timeout });
  } catch (error) {
    throw tellFault(Object.assign(error as Error, { code: "SQLITE_CANTOPEN" }), timeout);
  }
}

/** Throws on what cannot be kept. */
export function checkValue(value: unknown): SqlValue {
  if (typeof value === "string") {
    if (value.includes("\0")) throw new UnkeptValue("text with U+0000 cannot be kept");
    return value;
  }
  if (value === null || (typeof value === "number" && Number.isFinite(value))) return value;
  throw new UnkeptValue(`a value of type ${typeof value} cannot be kept`);
}

/** A value that cannot be kept, which is no error of the database: nothing was asked of it. */
export class UnkeptValue extends Error {}
