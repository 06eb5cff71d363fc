import { checkValue, type Driver, type SqlRow, type SqlValue, type Statement } from "./driver.ts";
import { formsOf, type RowForm, type RowPresence, type WaitingColumns } from "./row-forms.ts";

/** Rows of one table that are yet to be written. */
export interface PendingRows<Kept> {
  /**
   * Only rows that are looked for again need a key. Throws on a value that cannot be kept: later nobody would know whose
   * it was.
   */
  put(presence: RowPresence, row: SqlRow, key?: string, kept?: Kept): void;
  /** What was put last under a key and is not written yet. */
  find(key: string): Kept | undefined;
  isEmpty(): boolean;
}

export interface WaitingRow {
  readonly form: RowForm;
  readonly row: SqlRow;
}

/** The side of it that writes and undoes. */
export interface WaitingTable {
  rows(): readonly WaitingRow[];
  mark(): void;
  /** Writes the rows from before the mark, and drops them. */
  writeMarked(): void;
  writeAll(): void;
  /** Drops the rows from after the mark. */
  undo(): void;
  forget(): void;
}

interface KeptRow<Kept> extends WaitingRow {
  readonly key: string | undefined;
  readonly kept: Kept | undefined;
}

/** How many rows one statement writes: as many as there are, of few sizes, because each is prepared when it is first used. */
const sizes = [16, 8, 4, 2, 1] as const;

/** `number` tells the table from the others that are written with it. */
export function openPendingRows<Kept>(
  driver: Driver,
  waiting: WaitingColumns,
  number: number,
): PendingRows<Kept> & WaitingTable {
  const forms = formsOf(waiting, number);
  let rows: KeptRow<Kept>[] = [];
  /** Made anew instead of cleared: the table of an old map is old itself, and keeps alive what it held until all is searched. */
  let found = new Map<string, Kept>();
  const statements = new Map<string, Statement>();
  let marked = 0;
  const statementFor = (form: RowForm, count: number): Statement => {
    const name = `${form.letter}${count}`;
    const known = statements.get(name);
    if (known !== undefined) return known;
    const made = driver.prepare(form.rows(count));
    statements.set(name, made);
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
    for (let from = 0; from < to; ) from += writeFrom(from, to);
  };
  /** Writes as many rows as one statement does, and returns how many. */
  const writeFrom = (from: number, to: number): number => {
    const { form } = rows[from] as WaitingRow;
    let end = from + 1;
    while (end < to && rows[end]?.form === form) end += 1;
    const count = sizes.find((size) => size <= end - from) ?? 1;
    statementFor(form, count).runChecked(valuesOf(rows.slice(from, from + count)));
    return count;
  };
  return {
    put: (presence, row, key, kept) => {
      for (const value of row) checkValue(value);
      const waiting = { form: forms[presence], row, key, kept };
      // A list that is pushed to has room for more than most need.
      if (rows.length === 0) rows = [waiting];
      else rows.push(waiting);
      if (key !== undefined) found.set(key, kept as Kept);
    },
    find: (key) => found.get(key),
    isEmpty: () => rows.length === 0,
    rows: () => rows,
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
      if (rows.length > 0) rows = [];
      marked = 0;
      drop();
    },
  };
}

/** The values of rows, one after the other. */
export function valuesOf(rows: readonly WaitingRow[]): SqlRow {
  const values: SqlValue[] = [];
  for (const { row } of rows) for (const value of row) values.push(value);
  return values;
}
