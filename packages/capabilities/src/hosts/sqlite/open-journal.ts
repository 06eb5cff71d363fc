import { chainHash, type JournalEntry, type JournalRow, type LedgerReader, type RunRow } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import type { Remembered } from "./remembered.ts";
import type { WriteBehind } from "./write-behind.ts";

/** Runs and their journal as they are written inside a transaction. */
export interface Journal extends Remembered {
  run: LedgerReader["run"];
  /** Finds out at once which of these runs are not there. */
  expect(runs: readonly string[]): void;
  putRun(row: RunRow): void;
  append(entry: JournalEntry): JournalRow;
  prune(seq: number): void;
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
  /** Runs that are known not to be there. */
  let absent = new Set<string>();
  const present = driver.prepare(`SELECT run FROM run WHERE run IN (${Array(together).fill("?").join(", ")})`);
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
    const [seq, hash] = (last.get() ?? []) as readonly [number?, string?];
    return seq === undefined || hash === undefined ? reader.journalStart() : { seq, hash };
  };
  const anchor = driver.prepare(
    `INSERT INTO journal_anchor (id, seq, hash) SELECT 1, seq, hash FROM journal WHERE seq = ?
     ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`,
  );
  const prune = driver.prepare("DELETE FROM journal WHERE seq <= ?");
  const find = (run: string): RunRow | undefined =>
    runRows.find(run) ?? (absent.has(run) ? undefined : reader.run(run));
  return {
    run: find,
    expect: (runs) => {
      for (let from = 0; from + together <= runs.length; from += together) {
        const asked = runs.slice(from, from + together);
        for (const run of asked) absent.add(run);
        for (const [run] of present.all(...asked)) absent.delete(run as string);
      }
    },
    putRun: (row) => {
      const { run, workflow, key, attempt, request, terminal, exit, at: when } = row;
      absent.delete(run);
      runRows.put(run, row, [run, names.add(workflow), key, attempt, request, terminal, exit, when]);
    },
    append: (entry) => {
      const { run, segment, kind, body } = entry;
      if (run !== "" && find(run) === undefined) throw new Error(`the journal knows no run ${run}`);
      const { seq, hash: prev } = head ?? readHead();
      const row = { run, segment, kind, body, seq: seq + 1, prev, hash: chainHash(prev, entry) };
      rows.add([row.seq, run, segment, kind, body, row.hash]);
      head = row;
      return row;
    },
    prune: (seq) => {
      behind.flush();
      if (anchor.run(seq) === 0) throw new Error(`the journal has no row ${seq}`);
      prune.run(seq);
    },
    begin: () => {
      if (absent.size > 0) absent = new Set();
    },
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

/** How many runs are looked for at once. */
const together = 8;
