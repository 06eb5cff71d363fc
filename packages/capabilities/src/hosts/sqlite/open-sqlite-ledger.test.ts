import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBreak, type StoreRef } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { openDriver } from "./driver.ts";
import { openSqliteLedger, sqliteDefaults } from "./open-sqlite-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-sqlite-"));
const state: StoreRef = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pathOf(name: string): string {
  return join(folder, name);
}

function open(name: string, changes: { readonly create?: boolean } = {}): ReturnType<typeof openSqliteLedger> {
  return openSqliteLedger({ ...sqliteDefaults, path: pathOf(name), ...changes });
}

describe("a SQLite ledger", () => {
  test("holds after it is closed what it held before", () => {
    const first = open("reopened.db");
    first.transaction((tx) => tx.store(state).put("a", { text: "é😀" }));
    first.close();
    const second = open("reopened.db", { create: false });
    expect(second.read.records(state.id)).toEqual([{ key: "a", version: 1, record: { text: "é😀" } }]);
    second.close();
    expect(() => second.read.records(state.id)).toThrow("the database is closed");
  });

  test("is not made where none is wanted", () => {
    expect(() => open("none.db", { create: false })).toThrow("there is no ledger at");
  });

  test("is never another application's file, nor one of another format", () => {
    const foreign = openDriver(pathOf("foreign.db"), 100);
    foreign.exec("CREATE TABLE t (a)");
    foreign.close();
    expect(() => open("foreign.db")).toThrow("foreign.db is no ledger");
    const formats = { "newer.db": 4, "older.db": 1 };
    for (const [name, format] of Object.entries(formats)) {
      open(name).close();
      const other = openDriver(pathOf(name), 100);
      other.exec(`PRAGMA user_version = ${format}`);
      other.close();
    }
    expect(() => open("newer.db")).toThrow(
      "newer.db is a ledger of format 4: a newer version made it, which is the one",
    );
    expect(() => open("older.db")).toThrow(
      "older.db is a ledger of format 1: only the version that made it can open it",
    );
    writeFileSync(pathOf("text.db"), "no database at all".repeat(100));
    expect(() => open("text.db")).toThrow("file is not a database");
  });

  test("takes turns with another that has the same file open", () => {
    const [one, two] = [open("shared.db"), open("shared.db")];
    one.transaction((tx) => tx.store(state).put("a", {}));
    two.transaction((tx) => tx.store(state).put("a", {}));
    one.transaction((tx) => tx.store(state).put("b", {}));
    expect(two.read.records(state.id).map(({ key, version }) => [key, version])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
    one.close();
    two.close();
  });

  test("gives the events of earlier transactions, whoever wrote them, and none that was undone", () => {
    const [one, two] = [open("events.db"), open("events.db")];
    const events: StoreRef = { id: "d::STRUCTURE_S_V0/EVENTS", semantics: "events" };
    const append = (ledger: typeof one, at: string, isKept = true): readonly string[] =>
      ledger.transaction((tx) => {
        tx.savepoint();
        tx.store(events).append({ event: "", stream: "", run: "", at, record: { at } });
        if (isKept) tx.release();
        else tx.rollback();
        return tx.eventsAfter(events.id, tx.count(events.id) - 2, 99).map((event) => `${event.sequence} ${event.at}`);
      });
    expect([append(one, "a"), append(one, "b"), append(one, "c")]).toEqual([["1 a"], ["1 a", "2 b"], ["2 b", "3 c"]]);
    expect([append(one, "d", false), append(one, "e")]).toEqual([
      ["2 b", "3 c"],
      ["3 c", "4 e"],
    ]);
    expect([append(two, "f"), append(one, "g")]).toEqual([
      ["4 e", "5 f"],
      ["5 f", "6 g"],
    ]);
    expect(() =>
      one.transaction((tx) => {
        tx.store(events).append({ event: "", stream: "", run: "", at: "h", record: {} });
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(append(one, "i")).toEqual(["6 g", "7 i"]);
    one.close();
    two.close();
  });

  test("sees what another wrote since, and loses what was not committed", () => {
    const [one, two] = [open("remembered.db"), open("remembered.db")];
    const events: StoreRef = { id: "d::STRUCTURE_S_V0/EVENTS", semantics: "events" };
    const append = (ledger: typeof one) =>
      ledger.transaction((tx) => {
        const entry = { event: "", stream: "", run: "", at: "", record: {} };
        const { sequence } = tx.store(events).append(entry);
        tx.extendIndex("by name", [{ key: "a", sequence }], sequence);
        const { seq, prev } = tx.appendJournal({ run: "", segment: 0, kind: "load", body: "{}" });
        return [sequence, tx.indexedTo("by name"), seq, prev.slice(0, 4) === "0000"];
      });
    expect([append(one), append(one), append(two), append(two), append(one)]).toEqual([
      [1, 1, 1, true],
      [2, 2, 2, false],
      [3, 3, 3, false],
      [4, 4, 4, false],
      [5, 5, 5, false],
    ]);
    expect(() =>
      one.transaction((tx) => {
        tx.store(events).append({ event: "", stream: "", run: "", at: "", record: {} });
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(append(one).slice(0, 3)).toEqual([6, 6, 6]);
    expect(findBreak(two.read.journalAfter(0, 99))).toBeUndefined();
    one.close();
    two.close();
  });

  test("waits for a transaction no longer than it was told, and begins none then", () => {
    const one = open("busy.db");
    const two = openSqliteLedger({ ...sqliteDefaults, path: pathOf("busy.db"), busyTimeoutMs: 50 });
    one.transaction(() => {
      expect(() => two.transaction(() => 1)).toThrow(
        "the ledger is busy: another process has kept it for more than 0.05 s; nothing was written",
      );
    });
    expect(two.transaction(() => 2)).toBe(2);
    one.close();
    two.close();
  });
});

describe("the driver", () => {
  test("passes nothing on that the one behind it does not check", () => {
    const driver = openDriver(pathOf("driver.db"), 100);
    driver.exec("CREATE TABLE t (a, b)");
    const insert = driver.prepare("INSERT INTO t VALUES (?, ?)");
    for (const value of [true, new Uint8Array(1), new Date(0), undefined, 1n, {}, [], Number.NaN, "a\0b"]) {
      expect(() => insert.run(value as never, 1)).toThrow("cannot be kept");
    }
    expect(() => insert.run(1)).toThrow("1 values for 2 places");
    expect(() => insert.run(1, 2, 3)).toThrow("3 values for 2 places");
    expect(insert.run(null, "x")).toBe(1);
    expect(driver.prepare("SELECT a, b FROM t").all()).toEqual([[null, "x"]]);
    expect(driver.prepare("SELECT a FROM t WHERE b = ?").get("y")).toBeUndefined();
    driver.close();
    driver.close();
    expect(() => insert.run(1, 2)).toThrow("the database is closed");
    expect(() => driver.exec("SELECT 1")).toThrow("the database is closed");
    expect(() => driver.prepare("SELECT 1")).toThrow("the database is closed");
  });
});
