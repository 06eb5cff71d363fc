import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ledger, StoreRef } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backupLedger } from "./backup-ledger.ts";
import { checkLedger } from "./check-ledger.ts";
import { openDriver } from "./driver.ts";
import { openSqliteLedger, sqliteDefaults } from "./open-sqlite-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-check-"));
const whole = join(folder, "whole.db");
const written = join(folder, "written.db");
/** A ledger as a process leaves it that ends without closing it. */
const left = join(folder, "left.db");
const events: StoreRef = { id: "d::STRUCTURE_S_V0/EVENTS", semantics: "events" };

function write(ledger: Ledger, count: number): void {
  for (let n = 0; n < count; n += 1) {
    ledger.transaction((tx) => {
      const at = `2026-01-01T00:00:00.${String(n).padStart(3, "0")}Z`;
      const run = `R_${n}`;
      tx.putRun({
        run,
        workflow: "d::WF_W_V0",
        key: run,
        attempt: 1,
        request: "r",
        terminal: "completed",
        exit: "E",
        at,
      });
      tx.store(events).append({ event: "", stream: "", run, at, record: { text: "x".repeat(200) } });
      tx.appendJournal({ run, segment: 0, kind: "segment", body: `{"header":{"now":"${at}"},"v":2}` });
    });
  }
}

beforeAll(() => {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: written });
  write(ledger, 60);
  for (const part of ["", "-wal", "-shm"]) copyFileSync(`${written}${part}`, `${left}${part}`);
  ledger.close();
  backupLedger(written, whole);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of a ledger and of the files beside it, of which one was changed. */
function changed(from: string, name: string, parts: readonly string[], change: (bytes: Buffer) => Buffer): string {
  const path = join(folder, name);
  for (const part of ["", "-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
  for (const part of parts) copyFileSync(`${from}${part}`, `${path}${part}`);
  const last = `${path}${parts.at(-1) ?? ""}`;
  writeFileSync(last, change(readFileSync(last)));
  return path;
}

function flipped(at: number): (bytes: Buffer) => Buffer {
  return (bytes) => {
    bytes[at] = (bytes[at] ?? 0) ^ 0x41;
    return bytes;
  };
}

const asItIs = (bytes: Buffer): Buffer => bytes;

describe("checking a ledger", () => {
  test("finds nothing against a whole one, and leaves it as it is", () => {
    const before = readFileSync(whole);
    const { rows, format, head, start, findings } = checkLedger(whole);
    expect([rows, format, head.seq, start.seq, findings]).toEqual([60, 3, 60, 0, []]);
    expect(readFileSync(whole).equals(before)).toBe(true);
    expect(checkLedger(changed(left, "crashed.db", ["", "-shm", "-wal"], asItIs)).rows).toBe(60);
    expect(checkLedger(changed(left, "without-index.db", ["", "-wal"], asItIs)).rows).toBe(60);
  });

  test("says of what is no ledger what it is", () => {
    expect(checkLedger(join(folder, "none.db")).findings).toEqual(["there is no file"]);
    writeFileSync(join(folder, "text.db"), "no database at all".repeat(100));
    expect(checkLedger(join(folder, "text.db")).findings[0]).toBe("the file is damaged: file is not a database");
    const other = openDriver(join(folder, "other.db"), 100);
    other.exec("CREATE TABLE t (a)");
    other.close();
    expect(checkLedger(join(folder, "other.db")).findings).toEqual(["it is no ledger"]);
  });

  test("finds every byte that was changed of the journal, and every page that is none any more", () => {
    const { size } = statSync(whole);
    const rowsOf = (path: string): unknown => {
      const driver = openDriver(path, 100);
      try {
        return driver.prepare("SELECT seq, run, segment, kind, body, hash FROM journal ORDER BY seq").all();
      } finally {
        driver.close();
      }
    };
    const recorded = rowsOf(whole);
    let found = 0;
    for (let at = 0; at < size; at += 397) {
      const path = changed(whole, "flipped.db", [""], flipped(at));
      if (checkLedger(path).findings.length > 0) found += 1;
      else expect(rowsOf(path)).toEqual(recorded);
    }
    expect(found).toBeGreaterThan(20);
  });

  test("finds a file that was cut", () => {
    const path = changed(whole, "cut.db", [""], (bytes) => bytes.subarray(0, bytes.length - 5000));
    expect(checkLedger(path).findings).not.toEqual([]);
    truncateSync(path, 0);
    expect(checkLedger(path).findings).toEqual(["it is no ledger"]);
  });

  test("finds counts and runs that contradict each other", () => {
    const path = changed(whole, "contradicted.db", [""], asItIs);
    const driver = openDriver(path, 100);
    driver.exec("UPDATE store SET count = 61; UPDATE run SET terminal = 'waiting' WHERE run = 'R_7'");
    driver.exec("UPDATE event SET record = '{' WHERE sequence = 3");
    driver.close();
    expect(checkLedger(path).findings).toEqual([
      "the store d::STRUCTURE_S_V0/EVENTS says that it holds 61, and holds 60",
      "the event 3 of the store 2 is no JSON",
      "the run R_7 waits, and nothing says for what",
    ]);
  });
});

describe("a write-ahead log that lost commits", () => {
  const headers = 32 + 24;
  const page = 24 + 4096;

  test.each<[string, readonly string[], (bytes: Buffer) => Buffer, string]>([
    ["a byte in the middle", ["", "-wal"], flipped(headers + 3 * page), "frame 4 of the write-ahead log is damaged"],
    ["a byte of its last commit", ["", "-shm", "-wal"], (bytes) => flipped(bytes.length - 9)(bytes), "is damaged, and"],
    ["its beginning", ["", "-wal"], flipped(17), "the beginning of the write-ahead log is damaged"],
    [
      "its end",
      ["", "-shm", "-wal"],
      (bytes) => bytes.subarray(0, bytes.length - 5000),
      "the write-ahead log ends after",
    ],
    ["all of it", ["", "-shm", "-wal"], () => Buffer.alloc(0), "the write-ahead log ends after 0 frames"],
  ])("is found where what is damaged is %s, and its file is never opened", (_, parts, change, words) => {
    const path = changed(left, "damaged.db", parts, change);
    const log = readFileSync(`${path}-wal`);
    expect(checkLedger(path).findings[0]).toContain(words);
    expect(() => openSqliteLedger({ ...sqliteDefaults, path })).toThrow(`damaged.db was not opened: `);
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
  });

  test("is none where a commit was cut off that nobody was told of", () => {
    const path = changed(left, "torn.db", ["", "-wal"], (bytes) => bytes.subarray(0, bytes.length - 100));
    const { rows, findings } = checkLedger(path);
    expect([rows, findings]).toEqual([59, []]);
  });
});
