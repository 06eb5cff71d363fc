import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import type { EffectAnswer, Ledger } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { bundleChild } from "./bundle-child.ts";
import { performOnState } from "./perform-on-state.ts";

const data = mkdtempSync(join(tmpdir(), "pgs-write-if-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe.each<readonly [string, () => Ledger]>([
  ["memory", () => openMemoryLedger({ maxRecords: 9 })],
  ["SQLite", () => openSqliteLedger({ ...sqliteDefaults, path: join(data, "one.db") })],
])("WRITE_IF in %s", (_, open) => {
  test("lets one of two writers through that read the same, and the other after reading again", () => {
    const ledger = open();
    const perform = (op: string, inputs: JsonObject): EffectAnswer =>
      performOnState(ledger, op, { key: "a", ...inputs });
    expect(perform("WRITE_IF", { value: { n: 1 }, if_version: 0 }).outputs).toEqual({ version: 1 });
    const [first, second] = [perform("READ", {}), perform("READ", {})].map(({ outputs }) => outputs["version"]);
    expect(perform("WRITE_IF", { value: { n: 2 }, if_version: first ?? 0 }).outcome).toBe("SUCCESS");
    expect(perform("WRITE_IF", { value: { n: 9 }, if_version: second ?? 0 }).outcome).toBe("CONFLICT");
    expect(perform("READ", {}).outputs).toEqual({ value: { n: 2 }, version: 2 });
    expect(perform("WRITE_IF", { value: { n: 3 }, if_version: 2 }).outputs).toEqual({ version: 3 });
    expect(ledger.read.records("d::STRUCTURE_S_V0/STATE")).toEqual([{ key: "a", version: 3, record: { n: 3 } }]);
    ledger.close();
  });
});

describe("two processes that count by reading and WRITE_IF", () => {
  test("lose nothing", async () => {
    const child = bundleChild("counting-child");
    const path = join(data, "two.db");
    openSqliteLedger({ ...sqliteDefaults, path }).close();
    const count = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const started = spawn(process.execPath, [child.file, path, "150"]);
        const said: string[] = [];
        started.stdout.on("data", (chunk) => said.push(String(chunk)));
        started.stderr.on("data", (chunk) => reject(new Error(String(chunk))));
        started.on("close", () => resolve(said.join("")));
      });
    const conflicts = await Promise.all([count(), count()]);
    child.remove();
    expect(conflicts.every((said) => /^\d+$/.test(said))).toBe(true);
    const ledger = openSqliteLedger({ ...sqliteDefaults, path });
    expect(ledger.read.records("d::STRUCTURE_S_V0/STATE")).toEqual([
      { key: "count", version: 300, record: { n: 300 } },
    ]);
    ledger.close();
  });
});
