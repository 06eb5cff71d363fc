import type { AwaitedRow, LedgerReader, LedgerTransaction } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import type { Journal } from "./open-journal.ts";
import type { WriteBehind } from "./write-behind.ts";

/** What runs await, as it is written and read inside a transaction. */
export type Awaited = Pick<LedgerReader, "awaitedOf" | "awaited" | "awaitedAfter" | "awaitedDue" | "nextDue"> &
  Pick<LedgerTransaction, "putAwaited" | "dropAwaited">;

/** Must be opened after the journal: a run's row is written before what the run awaits. */
export function openAwaited(at: {
  readonly driver: Driver;
  readonly names: Names;
  readonly reader: LedgerReader;
  readonly runNumber: Journal["runNumber"];
  readonly behind: WriteBehind;
}): Awaited {
  const { driver, names, reader, runNumber, behind } = at;
  const rows = behind.table<AwaitedRow>({
    table: "awaited",
    columns: ["run", "segment", "kind", "id", "side_effect", "op", "state", "holder", "due", "body"],
    key: ["run"],
    changes: ["segment", "kind", "id", "side_effect", "op", "state", "holder", "due", "body"],
  });
  const drop = driver.prepare("DELETE FROM awaited WHERE run = (SELECT id FROM run WHERE run = ?)");
  const written =
    <A extends readonly unknown[], R>(read: (...given: A) => R) =>
    (...given: A): R => {
      if (!rows.isEmpty()) behind.flush();
      return read(...given);
    };
  return {
    awaitedOf: (run) => rows.find(run) ?? reader.awaitedOf(run),
    awaited: written(reader.awaited),
    awaitedAfter: written(reader.awaitedAfter),
    awaitedDue: written(reader.awaitedDue),
    nextDue: written(reader.nextDue),
    putAwaited: (row) => {
      const { run, segment, kind, id, sideEffect, op, state, holder, due, body } = row;
      const number = runNumber(run);
      if (!number) throw new Error(`${run} is no run: it awaits nothing`);
      const values = [number, segment, kind, id, names.add(sideEffect), op, state, holder, due, body];
      rows.put("unknown", values, run, row);
    },
    dropAwaited: (run) => {
      // What an open segment drops has to come back with its savepoint, and a row that waits would come after this.
      if (behind.isSegmentOpen() || rows.find(run) !== undefined) behind.flush();
      drop.run(run);
    },
  };
}
