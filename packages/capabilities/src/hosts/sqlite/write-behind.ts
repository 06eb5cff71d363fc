import { openBatches } from "./batches.ts";
import type { Driver } from "./driver.ts";
import { openPendingRows, type PendingRows, type WaitingTable } from "./pending-rows.ts";
import type { WaitingColumns } from "./row-forms.ts";

/**
 * Writes behind what a transaction does: rows wait in memory until it ends or a read needs them in the tables, and then
 * go there many at once. Taking a segment back mostly only drops its rows.
 *
 * 1. Whoever reads tables that wait flushes first; what was put under a key is found without.
 * 2. A savepoint is opened in the database iff rows of an open segment have to be written before it ends.
 */
export interface WriteBehind {
  /** Tables are written in the order in which they were opened. */
  table<Kept>(waiting: WaitingColumns): PendingRows<Kept>;
  flush(): void;
  isSegmentOpen(): boolean;
  savepoint(): void;
  release(): void;
  /** Returns whether tables were rolled back: what was read from them may be wrong then. */
  rollback(): boolean;
  forget(): void;
  /** After a commit: makes ready what will be needed again. */
  prepare(): void;
}

export function openWriteBehind(driver: Driver, batchAfter: number): WriteBehind {
  const tables: WaitingTable[] = [];
  const batches = openBatches({ driver, tables, after: batchAfter });
  let segment: "none" | "waiting" | "written" = "none";
  const begin = driver.prepare("SAVEPOINT segment");
  const keep = driver.prepare("RELEASE segment");
  const end = (): "waiting" | "written" => {
    if (segment === "none") throw new Error("no savepoint is open");
    const was = segment;
    segment = "none";
    return was;
  };
  return {
    table: <Kept>(waiting: WaitingColumns) => {
      const table = openPendingRows<Kept>(driver, waiting, tables.length);
      tables.push(table);
      return table;
    },
    flush: () => {
      if (segment === "waiting") {
        for (const table of tables) table.writeMarked();
        begin.run();
        segment = "written";
      }
      if (batches.write()) for (const table of tables) table.forget();
      else for (const table of tables) table.writeAll();
    },
    isSegmentOpen: () => segment !== "none",
    savepoint: () => {
      if (segment !== "none") throw new Error("a savepoint is open already");
      segment = "waiting";
      for (const table of tables) table.mark();
    },
    release: () => {
      if (end() === "written") keep.run();
    },
    rollback: () => {
      const isWritten = end() === "written";
      for (const table of tables) table.undo();
      if (isWritten) driver.exec("ROLLBACK TO segment; RELEASE segment");
      return isWritten;
    },
    forget: () => {
      segment = "none";
      for (const table of tables) table.forget();
    },
    prepare: batches.prepare,
  };
}
