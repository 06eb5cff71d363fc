/** A table whose rows wait to be written. */
export interface WaitingColumns {
  readonly table: string;
  readonly columns: readonly string[];
  /** Those that say which row it is, and those that change in a row that is there; absent: none does. */
  readonly key?: readonly string[];
  readonly changes?: readonly string[];
}

/** What is known of a row when it is written: that it is new, that it is there, or neither. */
export type RowPresence = "new" | "there" | "unknown";

/** How rows of a table are written. */
export interface RowForm {
  /** Tells it from the other forms of all tables. */
  readonly letter: string;
  /** A statement that writes `count` rows of one form, whose values stand one after the other. */
  rows(count: number): string;
  /** A step of a trigger that writes one row, whose values are these names. */
  step(values: readonly string[]): string;
  /** How many values a row has. */
  readonly width: number;
}

/**
 * `number` tells the table from the others. Every statement says `OR FAIL`: a failure ends the transaction, so that SQLite
 * need not keep the pages that a statement changes to take it back alone, which costs as much as a row does.
 */
export function formsOf(waiting: WaitingColumns, number: number): Readonly<Record<RowPresence, RowForm>> {
  const { table, columns, key = [], changes = [] } = waiting;
  const insert = `INSERT OR FAIL INTO ${table} (${columns.join(", ")}) VALUES`;
  const places = `(${columns.map(() => "?").join(", ")})`;
  const settings = changes.map((name) => `${name} = excluded.${name}`).join(", ");
  const upsert = `ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${settings}`;
  const form = (at: number, after: string, step: RowForm["step"]): RowForm => ({
    letter: String.fromCharCode("A".charCodeAt(0) + 3 * number + at),
    rows: (count) => `${insert} ${Array(count).fill(places).join(", ")} ${after}`,
    step,
    width: columns.length,
  });
  const put = (after: string) => (values: readonly string[]) => `${insert} (${values.join(", ")}) ${after}`;
  const fresh = form(0, "", put(""));
  if (changes.length === 0) return { new: fresh, there: fresh, unknown: fresh };
  return {
    new: fresh,
    there: form(1, upsert, (values) => {
      const is = (name: string): string => `${name} = ${values[columns.indexOf(name)]}`;
      const which = key.map(is).join(" AND ");
      const update = `UPDATE OR FAIL ${table} SET ${changes.map(is).join(", ")} WHERE ${which}`;
      // `changes()` would say it, and takes as long as half of all the steps.
      const gone = `NOT EXISTS (SELECT 1 FROM ${table} WHERE ${which})`;
      return `${update}; SELECT RAISE(FAIL, 'a row of ${table} that was there is gone') WHERE ${gone}`;
    }),
    unknown: form(2, upsert, put(upsert)),
  };
}
