import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ledger, RunRow } from "@pgs/runtime";
import { afterAll } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";

/** Every kind of ledger by its name, each opened empty, and gone when the tests of a file are over. */
export function ledgerKinds(): readonly (readonly [string, (maxRecords?: number) => Ledger])[] {
  const folder = mkdtempSync(join(tmpdir(), "pgs-ledger-kinds-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let files = 0;
  const inFile = (maxRecords = 1000): Ledger => {
    files += 1;
    return openSqliteLedger({ ...sqliteDefaults, path: join(folder, `${files}.db`), maxRecords });
  };
  return [
    ["in memory", (maxRecords = 1000) => openMemoryLedger({ maxRecords })],
    ["in a SQLite file", inFile],
  ];
}

/** The row of a run as an engine puts it. */
export function runRow(run: string, changes: Partial<RunRow> = {}): RunRow {
  const at = "2026-01-01T00:00:00.000Z";
  const row = { workflow: "d::WF_W_V0", key: run, attempt: 1, request: "r", terminal: "completed", exit: "DONE", at };
  return { ...row, run, ...changes };
}
