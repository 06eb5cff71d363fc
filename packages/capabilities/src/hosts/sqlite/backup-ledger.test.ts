import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreRef } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { backupLedger } from "./backup-ledger.ts";
import { checkLedger } from "./check-ledger.ts";
import { openDriver } from "./driver.ts";
import { openSqliteLedger, sqliteDefaults } from "./open-sqlite-ledger.ts";
import { scrubLedger } from "./scrub-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-backup-"));
const state: StoreRef = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(name: string): string {
  return join(folder, name);
}

function open(name: string): ReturnType<typeof openSqliteLedger> {
  return openSqliteLedger({ ...sqliteDefaults, path: place(name) });
}

describe("a backup of a ledger", () => {
  test("is one file with what was committed, made while a transaction is open", () => {
    const ledger = open("live.db");
    ledger.transaction((tx) => {
      tx.store(state).put("a", { n: 1 });
      tx.appendJournal({ run: "", segment: 0, kind: "load", body: "{}" });
    });
    const made = ledger.transaction((tx) => {
      tx.store(state).put("a", { n: 2 });
      tx.store(state).list();
      return backupLedger(place("live.db"), place("copy.db"));
    });
    expect([made.format, made.rows, made.findings]).toEqual([3, 1, []]);
    expect(made.head.hash).toBe(ledger.read.journalAfter(0, 1)[0]?.hash);
    ledger.close();
    expect(readdirSync(folder).filter((file) => file.startsWith("copy"))).toEqual(["copy.db"]);
    const copy = open("copy.db");
    expect(copy.read.records(state.id)).toEqual([{ key: "a", version: 1, record: { n: 1 } }]);
    copy.transaction((tx) => tx.store(state).put("a", { n: 3 }));
    copy.close();
    expect(checkLedger(place("copy.db")).findings).toEqual([]);
  });

  test("is never made over a file, and leaves nothing where it fails", () => {
    open("from.db").close();
    writeFileSync(place("there.db"), "mine");
    expect(() => backupLedger(place("from.db"), place("there.db"))).toThrow("there is a file at");
    expect(readFileSync(place("there.db"), "utf8")).toBe("mine");
    expect(() => backupLedger(place("none.db"), place("to.db"))).toThrow("there is no ledger at");
    expect(() => backupLedger(place("there.db"), place("to.db"))).toThrow("the ledger's file is damaged");
    expect(() => backupLedger(place("from.db"), place("no-folder/to.db"))).toThrow();
    expect(readdirSync(folder).filter((file) => file.startsWith("to") || file.endsWith(".draft"))).toEqual([]);
  });

  test("is refused of a ledger that is damaged", () => {
    open("damaged.db").close();
    const driver = openDriver(place("damaged.db"), 100);
    driver.exec("INSERT INTO name (text) VALUES ('s'); INSERT INTO store VALUES (1, 'state', 5)");
    driver.close();
    expect(() => backupLedger(place("damaged.db"), place("copy-of-damaged.db"))).toThrow(
      "is not whole: the store s says that it holds 5, and holds 0",
    );
    expect(readdirSync(folder).filter((file) => file.startsWith("copy-of"))).toEqual([]);
  });
});

describe("scrubbing a ledger", () => {
  test("leaves no byte of what was deleted, in the file or in its log", () => {
    const path = place("scrubbed.db");
    const at = "2026-01-01T00:00:00.000Z";
    const row = { run: "R_1", workflow: "d::WF_W_V0", key: "k", attempt: 1, request: "r", exit: "E", at };
    const ledger = open("scrubbed.db");
    ledger.transaction((tx) => {
      tx.putRun({ ...row, terminal: "completed" });
      tx.makeErasableKey("R_1", "SALT-TO-BE-LOST");
      tx.store(state).put("a", { text: "VALUE-TO-BE-LOST".repeat(1000) });
      tx.store(state).put("b", { text: "KEPT" });
    });
    ledger.transaction((tx) => {
      expect(tx.dropErasableKeys("R_1")).toBe(1);
      tx.store(state).remove("a");
    });
    expect(scrubLedger(path)).toBeGreaterThan(16_000);
    const left = [path, `${path}-wal`].map((file) => readFileSync(file, "latin1"));
    expect(left.some((text) => text.includes("TO-BE-LOST"))).toBe(false);
    expect(left.some((text) => text.includes("KEPT"))).toBe(true);
    ledger.close();
    expect(() => scrubLedger(place("none.db"))).toThrow("there is no ledger at");
  });
});
