import { checkValue, type Driver, type SqlRow, type SqlValue, type Statement } from "./driver.ts";

/** Rows of one table that are yet to be written. Only rows that are looked for again need a key. */
export interface PendingRows<Kept> {
  /** Throws on a value that cannot be kept: later nobody would know whose it was. */
  add(row: SqlRow): void;
  put(key: string, kept: Kept, row: SqlRow): void;
  /** What was put last under a key and is not written yet. */
  find(key: string): Kept | undefined;
  isEmpty(): boolean;
}

/** The side of it that writes and undoes. */
export interface WaitingTable {
  mark(): void;
  /** Writes the rows from before the mark, and drops them. */
  writeMarked(): void;
  writeAll(): void;
  /** Drops the rows from after the mark. */
  undo(): void;
  forget(): void;
}

/** `row` are the values of one row with a place for each, e.g. `(?, ?)`; `after` is what follows all rows. */
export interface RowStatement {
  readonly insert: string;
  readonly row: string;
  readonly after: string;
}

/** How many rows one statement writes: as many as there are, of few sizes, because each is prepared when it is first used. */
const sizes = [16, 8, 4, 2, 1] as const;

export function openPendingRows<Kept>(driver: Driver, sql: RowStatement): PendingRows<Kept> & WaitingTable {
  let rows: { readonly key: string | undefined; readonly kept: Kept | undefined; readonly row: SqlRow }[] = [];
  /** Made anew instead of cleared: the table of an old map is old itself, and keeps alive what it held until all is searched. */
  let found = new Map<string, Kept>();
  const statements = new Map<number, Statement>();
  let marked = 0;
  const statementFor = (count: number): Statement => {
    const known = statements.get(count);
    if (known !== undefined) return known;
    const made = driver.prepare(`${sql.insert} VALUES ${Array(count).fill(sql.row).join(", ")} ${sql.after}`);
    statements.set(count, made);
    return made;
  };
  const drop = (): void => {
    if (found.size > 0) found = new Map();
  };
  const remember = (): void => {
    drop();
    for (const { key, kept } of rows) if (key !== undefined) found.set(key, kept as Kept);
  };
  const write = (to: number): void => {
    let from = 0;
    for (const count of sizes) {
      for (; count <= to - from; from += count) statementFor(count).runChecked(valuesOf(from, count));
    }
  };
  const valuesOf = (from: number, count: number): SqlRow => {
    if (count === 1) return rows[from]?.row ?? [];
    const values: SqlValue[] = [];
    for (let at = from; at < from + count; at += 1) for (const value of rows[at]?.row ?? []) values.push(value);
    return values;
  };
  const put = (key: string | undefined, kept: Kept | undefined, row: SqlRow): void => {
    for (const value of row) checkValue(value);
    // A list that is pushed to has room for more than most need.
    if (rows.length === 0) rows = [{ key, kept, row }];
    else rows.push({ key, kept, row });
  };
  return {
    add: (row) => put(undefined, undefined, row),
    put: (key, kept, row) => {
      put(key, kept, row);
      found.set(key, kept);
    },
    find: (key) => found.get(key),
    isEmpty: () => rows.length === 0,
    mark: () => {
      marked = rows.length;
    },
    writeMarked: () => {
      write(marked);
      rows.splice(0, marked);
      marked = 0;
      remember();
    },
    writeAll: () => {
      if (rows.length === 0) return;
      write(rows.length);
      rows = [];
      marked = 0;
      drop();
    },
    undo: () => {
      if (rows.length === marked) return;
      rows.length = marked;
      remember();
    },
    forget: () => {
      if (rows.length > 0) rows.length = 0;
      marked = 0;
      drop();
    },
  };
}
