import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBreak, recount } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { bundleChild } from "./bundle-child.ts";
import { sample, vault } from "./sample-program.ts";

const data = mkdtempSync(join(tmpdir(), "pgs-processes-"));
let child: ReturnType<typeof bundleChild>;
const stores = ["KEPT", "LOG", "DONE"].map((name) => `d::STRUCTURE_S_V0/${name}`);

beforeAll(() => {
  child = bundleChild("child");
});

afterAll(() => {
  rmSync(data, { recursive: true, force: true });
  child.remove();
});

interface Job {
  readonly name: string;
  readonly count: number;
  readonly killAt?: number;
}

function argumentsOf({ name, count, killAt = 0 }: Job): readonly string[] {
  return [child.file, join(data, `${name}.db`), `${count}`, `${killAt}`, join(data, name)];
}

function viewsOf(name: string): readonly (string | undefined)[] {
  return ["registry/KEPT.json", "events/LOG.jsonl", "events/DONE.jsonl"].map((file) => {
    const path = join(data, name, file);
    return existsSync(path) ? readFileSync(path, "utf8") : undefined;
  });
}

/** What a ledger holds, and that its journal is whole: every run has what it says it wrote. */
function inspect(name: string): {
  readonly runs: number;
  readonly held: readonly number[];
  readonly ends: readonly string[];
} {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(data, `${name}.db`) });
  try {
    expect(findBreak(ledger.read.journalAfter(0, 9999))).toBeUndefined();
    const runs = ledger.read.runs(9999);
    const ends = runs.map(({ run }) => recount({ linked: sample, vault }, ledger.read.journalOf(run)).end.terminal);
    return { runs: runs.length, held: stores.map((store) => ledger.read.count(store)), ends };
  } finally {
    ledger.close();
  }
}

describe("a process on a SQLite ledger", () => {
  test("killed between any two calls leaves a whole ledger, from which it goes on as if it had not been", () => {
    const whole = spawnSync(process.execPath, argumentsOf({ name: "whole", count: 2 }), { encoding: "utf8" });
    expect([whole.stdout, whole.stderr]).toEqual(["0", ""]);
    const views = viewsOf("whole");
    expect(views[0]).toMatch(/^\{\n {2}"n0": \{"address":"ADDR_[0-9a-f]{32}","key":"n0"\},\n {2}"n1"/);
    let survived = 0;
    for (let killAt = 1; survived === 0; killAt += 1) {
      const name = `killed-${killAt}`;
      const killed = spawnSync(process.execPath, argumentsOf({ name, count: 2, killAt }), { encoding: "utf8" });
      expect(killed.stderr).toBe("");
      survived = killed.signal === "SIGKILL" ? 0 : killAt;
      const left = inspect(name);
      expect(left.held).toEqual(stores.map(() => left.runs));
      expect(left.ends.every((end) => end === "completed")).toBe(true);
      const resumed = spawnSync(process.execPath, argumentsOf({ name, count: 2 }), { encoding: "utf8" });
      expect([resumed.stdout, resumed.stderr]).toEqual([`${left.runs}`, ""]);
      expect(inspect(name)).toEqual({ runs: 2, held: [2, 2, 2], ends: ["completed", "completed"] });
      expect(viewsOf(name)).toEqual(views);
    }
    expect(survived).toBeGreaterThan(30);
  });

  test("takes turns with another on the same file: every request is run once", async () => {
    const run = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const started = spawn(process.execPath, argumentsOf({ name: "shared", count: 60 }));
        const said: string[] = [];
        started.stdout.on("data", (chunk) => said.push(String(chunk)));
        started.stderr.on("data", (chunk) => reject(new Error(String(chunk))));
        started.on("close", () => resolve(said.join("")));
      });
    const duplicates = await Promise.all([run(), run(), run()]);
    expect(duplicates.reduce((sum, count) => sum + Number(count), 0)).toBe(120);
    expect(inspect("shared").held).toEqual([60, 60, 60]);
    const [registry, log] = viewsOf("shared");
    expect(Object.keys(JSON.parse(registry ?? "") as object)).toHaveLength(60);
    const sequences = log
      ?.trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { sequence: number }).sequence);
    expect(sequences).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });
});
