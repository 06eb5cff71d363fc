import {
  chainHash,
  chainStart,
  type JournalEntry,
  type JournalRow,
  type LedgerReader,
  type RunRow,
} from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import type { Remembered } from "./remembered.ts";
import type { WriteBehind } from "./write-behind.ts";

/** Runs and their journal as they are written inside a transaction. */
export interface Journal extends Remembered {
  run: LedgerReader["run"];
  putRun(row: RunRow): void;
  append(entry: JournalEntry): JournalRow;
}

/** What the next row of the journal follows. */
type Head = Pick<JournalRow, "seq" | "hash">;

export function openJournal(at: {
  readonly driver: Driver;
  readonly names: Names;
  readonly reader: LedgerReader;
  readonly behind: WriteBehind;
}): Journal {
  const { driver, names, reader, behind } = at;
  let head: Head | undefined;
  let marked: Head | undefined;
  const last = driver.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
  const runRows = behind.table<RunRow>({
    insert: "INSERT INTO run (run, workflow, key, attempt, request, terminal, exit, at)",
    row: "(?, ?, ?, ?, ?, ?, ?, ?)",
    after: "ON CONFLICT (run) DO UPDATE SET terminal = excluded.terminal, exit = excluded.exit",
  });
  const rows = behind.table({
    insert: "INSERT INTO journal (seq, run, segment, kind, body, hash)",
    // A load belongs to no run; that any other run is there is seen before.
    row: "(?, coalesce((SELECT id FROM run WHERE run = ?), 0), ?, ?, ?, ?)",
    after: "",
  });
  const readHead = (): Head => {
    const [seq = 0, hash = chainStart] = (last.get() ?? []) as readonly [number?, string?];
    return { seq, hash };
  };
  const find = (run: string): RunRow | undefined => runRows.find(run) ?? reader.run(run);
  return {
    run: find,
    putRun: (row) => {
      const { run, workflow, key, attempt, request, terminal, exit, at: when } = row;
      runRows.put(run, row, [run, names.add(workflow), key, attempt, request, terminal, exit, when]);
    },
    append: (entry) => {
      const { run, segment, kind, body } = entry;
      if (run !== "" && find(run) === undefined) throw new Error(`the journal knows no run ${run}`);
      const { seq, hash: prev } = head ?? readHead();
      const row = { ...entry, seq: seq + 1, prev, hash: chainHash(prev, entry) };
      rows.add([row.seq, run, segment, kind, body, row.hash]);
      head = row;
      return row;
    },
    begin: () => {},
    forget: () => {
      head = undefined;
    },
    mark: () => {
      marked = head;
    },
    restore: () => {
      head = marked;
    },
    settle: () => {},
  };
}
