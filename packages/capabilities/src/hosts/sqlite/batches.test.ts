import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type FailingDriver, failDriver } from "../../testing/fail-driver.ts";
import { openDriver } from "./driver.ts";
import { type GuardedDriver, guardDriver } from "./guard-driver.ts";
import type { PendingRows } from "./pending-rows.ts";
import { openWriteBehind, type WriteBehind } from "./write-behind.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-batches-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Written {
  readonly asked: FailingDriver;
  readonly driver: GuardedDriver;
  readonly behind: WriteBehind;
  readonly counts: PendingRows<number>;
  readonly lines: PendingRows<never>;
  /** Runs a transaction, which is undone when it throws. */
  commit(work: () => void): void;
  held(): unknown;
}

/** Two tables of which rows wait: counts by name, and lines. */
function open(): Written {
  files += 1;
  const asked = failDriver(openDriver(join(folder, `${files}.db`), 100), { at: 0, count: 0, how: "refused", code: "" });
  const driver = guardDriver(asked, 100);
  driver.exec("CREATE TABLE counts (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID");
  driver.exec("CREATE TABLE lines (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT");
  const behind = openWriteBehind(driver, 8);
  const counts = behind.table<number>({
    table: "counts",
    columns: ["name", "count"],
    key: ["name"],
    changes: ["count"],
  });
  const lines = behind.table<never>({ table: "lines", columns: ["id", "text"] });
  const all = (sql: string) => driver.prepare(sql).all();
  return {
    asked,
    driver,
    behind,
    counts,
    lines,
    commit: (work) => {
      try {
        driver.begin();
        work();
        behind.flush();
        driver.commit();
        behind.prepare();
      } catch (error) {
        driver.abandon();
        behind.forget();
        throw error;
      }
    },
    held: () => [all("SELECT name, count FROM counts ORDER BY name"), all("SELECT id, text FROM lines ORDER BY id")],
  };
}

/** Commits a new count and two lines, `times` times. */
function commitOften({ commit, counts, lines }: Written, times: number, from = 0): void {
  for (let at = from; at < from + times; at += 1) {
    commit(() => {
      counts.put("new", [`n${at}`, at]);
      lines.put("new", [2 * at + 1, "a"]);
      lines.put("new", [2 * at + 2, "b"]);
    });
  }
}

/** What was asked of the database in the last transaction, but for its ends. */
function askedLast({ asked }: Written): readonly string[] {
  return asked.asked.slice(asked.asked.lastIndexOf("BEGIN IMMEDIATE") + 1, -1);
}

describe("rows that come together often", () => {
  test("are written by one statement, into each of their tables", () => {
    const written = open();
    commitOften(written, 8);
    commitOften(written, 1, 8);
    expect(askedLast(written)).toEqual([expect.stringMatching(/^INSERT INTO batch_1 /)]);
    const names = Array.from({ length: 9 }, (_each, at) => [`n${at}`, at]);
    const lines = Array.from({ length: 18 }, (_each, at) => [at + 1, at % 2 === 0 ? "a" : "b"]);
    expect(written.held()).toEqual([names, lines]);
  });

  test("are not waited for where they cannot be, and are written as before", () => {
    const written = open();
    commitOften(written, 7);
    const next = written.asked.asked.length + 1;
    written.asked.replan({ at: next + 4, count: 1, how: "refused", code: "SQLITE_NOMEM" });
    commitOften(written, 1, 7);
    expect(written.asked.asked.at(-1)).toMatch(/^prepare CREATE TEMP/);
    commitOften(written, 20, 8);
    expect(askedLast(written)).toHaveLength(2);
    expect((written.held() as readonly unknown[][])[1]).toHaveLength(56);
  });

  test("are written table by table where they are more than 16", () => {
    const written = open();
    for (let turn = 0; turn < 12; turn += 1) {
      written.commit(() => {
        for (let at = 1; at < 17; at += 1) written.lines.put("new", [100 * turn + at, "a"]);
        written.counts.put("unknown", ["n", turn]);
      });
    }
    expect(askedLast(written).map((sql) => sql.split(" (")[0])).toEqual([
      "INSERT OR FAIL INTO counts",
      "INSERT OR FAIL INTO lines",
    ]);
  });

  test("have 32 such statements at most", () => {
    const written = open();
    let id = 0;
    const commit = (lines: number, changes: number): void => {
      written.commit(() => {
        for (let at = 0; at < changes; at += 1) written.counts.put("unknown", [`n${at}`, id]);
        for (let at = 0; at < lines; at += 1) written.lines.put("new", [++id, "a"]);
      });
    };
    const shapes = [1, 2, 3, 4, 5, 6].flatMap((lines) =>
      [1, 2, 3, 4, 5, 6].map((changes) => [lines, changes] as const),
    );
    for (const [lines, changes] of shapes) for (let turn = 0; turn < 8; turn += 1) commit(lines, changes);
    const made = written.asked.asked.filter((sql) => sql.startsWith("prepare CREATE TEMP VIEW"));
    expect([shapes.length, made.length]).toEqual([36, 32]);
    commit(6, 6);
    expect(askedLast(written).filter((sql) => sql.startsWith("INSERT INTO batch"))).toEqual([]);
  });

  test("are all undone when one of them cannot be written", () => {
    const written = open();
    commitOften(written, 12);
    const before = written.held();
    expect(() => commitOften(written, 1, 11)).toThrow("UNIQUE constraint failed");
    expect(written.held()).toEqual(before);
    commitOften(written, 1, 12);
    expect(askedLast(written)).toHaveLength(1);
  });

  test("are all undone when one that was there is gone", () => {
    const written = open();
    let id = 0;
    const change = (name: string): void =>
      written.commit(() => {
        id += 1;
        written.lines.put("new", [id, name]);
        written.counts.put("there", [name, id]);
      });
    written.commit(() => written.counts.put("new", ["n", 0]));
    for (let at = 0; at < 9; at += 1) change("n");
    const before = written.held();
    expect(() => change("other")).toThrow("a row of counts that was there is gone");
    expect(written.held()).toEqual(before);
  });
});
