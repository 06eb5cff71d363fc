import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine } from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkLedger } from "../hosts/sqlite/check-ledger.ts";
import { openDriver } from "../hosts/sqlite/driver.ts";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { bundleChild } from "./bundle-child.ts";
import { asked, sample, vault } from "./sample-program.ts";
import type { ScriptedStep } from "./script-child.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-several-"));
let files = 0;
let child: ReturnType<typeof bundleChild>;

beforeAll(() => {
  child = bundleChild("script-child");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  child.remove();
});

const key = fc.constantFrom("a", "b", "c");
const step: fc.Arbitrary<ScriptedStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("register" as const), key: fc.constantFrom("k", "l", "m", "n", "o") }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("count" as const), key }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("append" as const), note: fc.uuid() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("takeBack" as const), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("hold" as const), ms: fc.integer({ min: 1, max: 30 }) }) },
);
const scripts = fc.array(fc.array(step, { minLength: 10, maxLength: 40 }), { minLength: 4, maxLength: 4 });

function play(path: string, steps: readonly ScriptedStep[]): Promise<readonly (readonly [ScriptedStep, unknown])[]> {
  return new Promise((resolve, reject) => {
    const started = spawn(process.execPath, [child.file, path, JSON.stringify(steps)]);
    const said: string[] = [];
    started.stdout.on("data", (chunk) => said.push(String(chunk)));
    started.stderr.on("data", (chunk) => reject(new Error(String(chunk))));
    started.on("close", () => {
      const came = JSON.parse(said.join("")) as readonly unknown[];
      resolve(steps.map((each, index) => [each, came[index]]));
    });
  });
}

/** The numbers from 1 to the count of what there is. */
function counted(values: readonly unknown[]): readonly number[] {
  return values.map((_, index) => index + 1);
}

describe("four processes on one ledger", () => {
  test("take turns: the file that none of them made before holds what each of them was told", async () => {
    const property = fc.asyncProperty(scripts, async (each) => {
      files += 1;
      const path = join(folder, `${files}.db`);
      const done = (await Promise.all(each.map((steps) => play(path, steps)))).flat();
      const ledger = openSqliteLedger({ ...sqliteDefaults, path });
      const { read } = ledger;
      for (const name of ["k", "l", "m", "n", "o"]) {
        const told = done.flatMap(([{ kind, ...rest }, came]) =>
          kind === "register" && (rest as { key: string }).key === name ? [came] : [],
        );
        expect(told.filter((isFirst) => isFirst === true)).toHaveLength(Math.min(1, told.length));
      }
      for (const name of ["a", "b", "c"]) {
        const told = done.flatMap(([{ kind, ...rest }, came]) =>
          kind === "count" && (rest as { key: string }).key === name ? [came as number] : [],
        );
        expect([...told].sort((a, b) => a - b)).toEqual(counted(told));
        const kept = read.records("d::STRUCTURE_S_V0/STATE").find((record) => record.key === name);
        expect([kept?.version, kept?.record["n"]]).toEqual(
          told.length === 0 ? [undefined, undefined] : [told.length, told.length],
        );
      }
      const told = done.flatMap(([one, came]) => (one.kind === "append" ? [[came, one.note] as const] : []));
      const kept = read
        .eventsAfter("d::STRUCTURE_S_V0/EVENTS", 0, 999)
        .map((event) => [event.sequence, event.record["note"]]);
      expect([...told].sort(([a], [b]) => Number(a) - Number(b))).toEqual(kept);
      expect(kept.map(([sequence]) => sequence)).toEqual(counted(kept));
      expect(checkLedger(path)).toMatchObject({ rows: kept.length, findings: [] });
      ledger.close();
    });
    await fc.assert(property, { numRuns: 6 });
  }, 60_000);
});

describe("a ledger that another process keeps", () => {
  test("is waited for, and then the request is refused and not lost", async () => {
    const path = join(folder, "kept.db");
    const ledger = openSqliteLedger({ ...sqliteDefaults, path, busyTimeoutMs: 100 });
    const parts = { linked: sample, ledger, host: sideEffectHost("0.1.0"), vault, tenant: "t" };
    const clock = { now: () => "2026-01-01T00:00:00.000Z" };
    const engine = createEngine({ ...parts, clock, entropy: { bytes: (n) => new Uint8Array(n) } });
    await engine.submit(asked("before", { name: "before" }));
    const other = openDriver(path, 100);
    other.exec("BEGIN IMMEDIATE");
    const refused = await engine.submit(asked("a", { name: "a" }));
    const again = await engine.submit(asked("before", { name: "before" }));
    expect(ledger.read.runs(9)).toHaveLength(1);
    other.exec("ROLLBACK");
    for (const { terminal, reasons } of [refused, again]) {
      expect([terminal, reasons[0]?.code]).toEqual(["faulted", "PGS7030"]);
      expect(reasons[0]?.message).toContain("another process has kept it for more than 0.1 s; nothing was written");
    }
    expect(await engine.submit(asked("a", { name: "a" }))).toMatchObject({ terminal: "completed", duplicate: false });
    expect(await engine.submit(asked("before", { name: "before" }))).toMatchObject({
      terminal: "completed",
      duplicate: true,
    });
    expect(ledger.read.count("d::STRUCTURE_S_V0/LOG")).toBe(2);
    ledger.close();
  });
});
