import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recount } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backupLedger } from "../hosts/sqlite/backup-ledger.ts";
import { checkLedger } from "../hosts/sqlite/check-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { bundleChild } from "./bundle-child.ts";
import { sample, vault } from "./sample-program.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-backups-"));
const stores = ["KEPT", "LOG", "DONE"].map((name) => `d::STRUCTURE_S_V0/${name}`);
let child: ReturnType<typeof bundleChild>;

beforeAll(() => {
  child = bundleChild("child");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  child.remove();
});

function writeRuns(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [child.file, path, "150", "0"], { stdio: ["ignore", "ignore", "pipe"] });
    started.stderr.on("data", (chunk) => reject(new Error(String(chunk))));
    started.on("close", () => resolve());
  });
}

describe("a backup while two processes write", () => {
  test("holds whole runs and no part of one, and each holds what the one before held", async () => {
    const path = join(folder, "live.db");
    openSqliteLedger({ ...sqliteDefaults, path }).close();
    const running = new Set(["one", "two"]);
    const ended = Promise.all([...running].map((name) => writeRuns(path).finally(() => running.delete(name))));
    const copies: string[] = [];
    while (running.size > 0) {
      const copy = join(folder, `copy-${copies.length}.db`);
      backupLedger(path, copy);
      copies.push(copy);
      expect(checkLedger(path).findings).toEqual([]);
      await new Promise((resume) => setTimeout(resume, 5));
    }
    await ended;
    backupLedger(path, join(folder, "last.db"));
    const heads: string[][] = [];
    for (const copy of [...copies, join(folder, "last.db")]) {
      expect(checkLedger(copy).findings).toEqual([]);
      const ledger = openSqliteLedger({ ...sqliteDefaults, path: copy });
      const rows = ledger.read.journalAfter(0, 999);
      expect(stores.map(ledger.read.count)).toEqual(stores.map(() => rows.length));
      for (const { run, terminal } of ledger.read.runs(999)) {
        expect(recount({ linked: sample, vault }, ledger.read.journalOf(run)).end.terminal).toBe(terminal);
      }
      heads.push(rows.map(({ hash }) => hash));
      ledger.close();
    }
    for (const [index, head] of heads.entries()) expect(heads[index + 1]?.slice(0, head.length) ?? head).toEqual(head);
    expect(heads.at(-1)).toHaveLength(150);
    expect(new Set(heads.map(({ length }) => length)).size).toBeGreaterThan(1);
  }, 30_000);
});
