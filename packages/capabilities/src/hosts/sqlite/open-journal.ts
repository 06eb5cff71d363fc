import { chainHash, type JournalEntry, type JournalRow, type LedgerReader, type RunRow } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import type { Remembered } from "./remembered.ts";
import type { WriteBehind } from "./write-behind.ts";

/** Runs and their journal as they are written inside a transaction. */
export interface Journal extends Remembered {
  run: LedgerReader["run"];
  /** Its number in the tables, 0 for what belongs to no run; undefined: there is no such run. */
  runNumber(run: string): number | undefined;
  /** Finds out at once which of these runs are not there. */
  expect(runs: readonly string[]): void;
  putRun(row: RunRow): void;
  append(entry: JournalEntry): JournalRow;
  prune(seq: number): void;
}

interface WaitingRun {
  readonly number: number;
  readonly row: RunRow;
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
  /** The number of the next run that is new. What is taken back leaves a gap. */
  let next: number | undefined;
  const present = driver.prepare(`SELECT run FROM run WHERE run IN (${Array(together).fill("?").join(", ")})`);
  const last = driver.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
  const runRows = behind.table<WaitingRun>({
    table: "run",
    columns: ["id", "run", "workflow", "key", "attempt", "request", "terminal", "exit", "at"],
    key: ["id"],
    changes: ["terminal", "exit"],
  });
  const rows = behind.table({
    table: "journal",
    columns: ["seq", "run", "segment", "kind", "body", "hash"],
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
  const lastNumber = driver.prepare("SELECT coalesce(max(id), 0) FROM run");
  const selectNumber = driver.prepare("SELECT id FROM run WHERE run = ?");
  const find = (run: string): RunRow | undefined => {
    const waiting = runRows.find(run);
    if (waiting !== undefined) return waiting.row;
    if (absent.has(run)) return undefined;
    const row = reader.run(run);
    // Who puts it has just looked.
    if (row === undefined) absent.add(run);
    return row;
  };
  const numberOf = (run: string): number | undefined => {
    if (run === "") return 0;
    const waiting = runRows.find(run);
    if (waiting !== undefined) return waiting.number;
    return absent.has(run) ? undefined : (selectNumber.get(run)?.[0] as number | undefined);
  };
  const nextNumber = (): number => {
    const number = next ?? Number(lastNumber.get()?.[0]) + 1;
    next = number + 1;
    return number;
  };
  return {
    run: find,
    runNumber: numberOf,
    expect: (runs) => {
      for (let from = 0; from + together <= runs.length; from += together) {
        const asked = runs.slice(from, from + together);
        for (const run of asked) absent.add(run);
        for (const [run] of present.all(...asked)) absent.delete(run as string);
      }
    },
    putRun: (row) => {
      const { run, workflow, key, attempt, request, terminal, exit, at: when } = row;
      const known = numberOf(run);
      const number = known ?? nextNumber();
      absent.delete(run);
      const values = [number, run, names.add(workflow), key, attempt, request, terminal, exit, when];
      runRows.put(known === undefined ? "new" : "there", values, run, { number, row });
    },
    append: (entry) => {
      const { run, segment, kind, body } = entry;
      const number = numberOf(run);
      if (number === undefined) throw new Error(`the journal knows no run ${run}`);
      const { seq, hash: prev } = head ?? readHead();
      const row = { run, segment, kind, body, seq: seq + 1, prev, hash: chainHash(prev, entry) };
      rows.put("new", [row.seq, number, segment, kind, body, row.hash]);
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
      next = undefined;
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
