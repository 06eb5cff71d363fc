import type { Driver, Statement } from "./driver.ts";
import { valuesOf, type WaitingRow, type WaitingTable } from "./pending-rows.ts";
import type { RowForm } from "./row-forms.ts";

/**
 * Writes rows of several tables that come together again and again, e.g. those of a run, with one statement: it inserts
 * into a view of this connection that holds nothing, and whose trigger writes the rows.
 */
export interface Batches {
  /** Writes all rows that wait, and drops none. Returns false where there is no statement for such rows. */
  write(): boolean;
  /** Makes a statement for what has come often. Outside of transactions; never throws, because rows can be written without. */
  prepare(): void;
}

/** How many rows are written so: more go with several of one table at once. */
const mostRows = 16;
/** How many such statements are made at most. */
const mostBatches = 32;
/** How many kinds of batches are counted at a time. */
const mostCounted = 1024;

export function openBatches(at: {
  readonly driver: Driver;
  /** Written in their order. */
  readonly tables: readonly WaitingTable[];
  /** How often rows have to come together. */
  readonly after: number;
}): Batches {
  const { driver, tables, after } = at;
  const batches = new Map<string, Statement>();
  let counts = new Map<string, number>();
  /** Those that could not be made count as well, so that no two have one name. */
  let made = 0;
  let wanted: { readonly shape: string; readonly forms: readonly RowForm[] } | undefined;
  const count = (shape: string, rows: readonly WaitingRow[]): void => {
    const times = (counts.get(shape) ?? 0) + 1;
    if (counts.size >= mostCounted) counts = new Map();
    counts.set(shape, times);
    if (times === after && made < mostBatches) wanted = { shape, forms: rows.map(({ form }) => form) };
  };
  return {
    write: () => {
      const rows: WaitingRow[] = [];
      for (const table of tables) {
        const more = table.rows();
        if (rows.length + more.length > mostRows) return false;
        for (const row of more) rows.push(row);
      }
      if (rows.length < 2) return false;
      let shape = "";
      for (const { form } of rows) shape += form.letter;
      const batch = batches.get(shape);
      if (batch === undefined) count(shape, rows);
      else batch.runChecked(valuesOf(rows));
      return batch !== undefined;
    },
    prepare: () => {
      if (wanted === undefined) return;
      const { shape, forms } = wanted;
      wanted = undefined;
      try {
        made += 1;
        batches.set(shape, makeBatch(driver, `batch_${made}`, forms));
      } catch {
        // It is not tried again.
      }
    },
  };
}

function makeBatch(driver: Driver, view: string, forms: readonly RowForm[]): Statement {
  const columns: string[] = [];
  const steps = forms.map(({ step, width }) => {
    const names = Array.from({ length: width }, (_, at) => `value_${columns.length + at}`);
    columns.push(...names);
    return step(names.map((name) => `NEW.${name}`));
  });
  const nothing = columns.map(() => "NULL").join(", ");
  driver.prepare(`CREATE TEMP VIEW ${view} (${columns.join(", ")}) AS SELECT ${nothing} WHERE 0`).run();
  driver.prepare(`CREATE TEMP TRIGGER ${view}_rows INSTEAD OF INSERT ON ${view} BEGIN ${steps.join("; ")}; END`).run();
  return driver.prepare(`INSERT INTO ${view} VALUES (${columns.map(() => "?").join(", ")})`);
}
