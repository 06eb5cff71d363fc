import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { backupLedger } from "./backup-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "./open-sqlite-ledger.ts";
import { probeDurability } from "./probe-durability.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-probe-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("what can be known of a ledger's durability", () => {
  test("is measured where the ledger will be, and leaves nothing there", () => {
    const { journalMode, appendMs, fileSystem, unknown } = probeDurability(join(folder, "none.db"));
    expect(journalMode).toBe("");
    expect(appendMs).toBeGreaterThan(0);
    expect(fileSystem).toMatch(/^[0-9a-z]+$/);
    expect(unknown[0]).toMatch(/^whether the disk keeps/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("says in which mode the file is", () => {
    openSqliteLedger({ ...sqliteDefaults, path: join(folder, "ledger.db") }).close();
    expect(probeDurability(join(folder, "ledger.db"))).toMatchObject({ journalMode: "wal", synchronous: "full" });
    backupLedger(join(folder, "ledger.db"), join(folder, "copy.db"));
    expect(probeDurability(join(folder, "copy.db")).findings).toContain(
      "the file is in journal mode delete; opened to write it enters wal",
    );
  });
});
