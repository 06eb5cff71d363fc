import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ledger, RunRow } from "@pgs/runtime";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";

/** Every kind of ledger, each opened empty: for tests of what all of them promise. */
export function ledgerKinds(): {
  readonly kinds: readonly (readonly [string, () => Ledger])[];
  readonly removeAll: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "pgs-ledger-kinds-"));
  let files = 0;
  const inFile = (): Ledger => {
    files += 1;
    return openSqliteLedger({ ...sqliteDefaults, path: join(folder, `${files}.db`) });
  };
  return {
    kinds: [
      ["in memory", () => openMemoryLedger({ maxRecords: 1000 })],
      ["in a SQLite file", inFile],
    ],
    removeAll: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The row of a run as an engine puts it. */
export function runRow(run: string, changes: Partial<RunRow> = {}): RunRow {
  const at = "2026-01-01T00:00:00.000Z";
  const row = { workflow: "d::WF_W_V0", key: run, attempt: 1, request: "r", terminal: "completed", exit: "DONE", at };
  return { ...row, run, ...changes };
}
