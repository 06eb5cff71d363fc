import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Ledger, type RunResult } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backupLedger } from "../hosts/sqlite/backup-ledger.ts";
import { checkLedger } from "../hosts/sqlite/check-ledger.ts";
import { openDriver } from "../hosts/sqlite/driver.ts";
import { openLedgerOn, openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { bundleChild } from "./bundle-child.ts";
import { asked, sample, vault } from "./sample-program.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-disk-"));
const stores = ["KEPT", "LOG", "DONE"].map((name) => `d::STRUCTURE_S_V0/${name}`);
let runs: ReturnType<typeof bundleChild>;
let opens: ReturnType<typeof bundleChild>;

beforeAll(() => {
  runs = bundleChild("child");
  opens = bundleChild("opening-child");
  chmodSync(folder, 0o755);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  runs.remove();
  opens.remove();
});

/** Who may do everything is no test of what may not be done. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Node where `nobody` reaches it: one that npm brought may lie in a folder that is its owner's alone. */
function reachableNode(): string {
  if (spawnSync(process.execPath, ["--version"], nobody).error === undefined) return process.execPath;
  const copy = join(folder, "node");
  copyFileSync(process.execPath, copy);
  return copy;
}

function heldIn(path: string): readonly number[] {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path });
  try {
    expect(checkLedger(path).findings).toEqual([]);
    return [
      ledger.read.runs(999).filter(({ terminal }) => terminal === "completed").length,
      ...stores.map(ledger.read.count),
    ];
  } finally {
    ledger.close();
  }
}

describe("a disk that takes no more", () => {
  test.each([100, 300, 700])(
    "of %i blocks: what was answered is whole, and the rest is done when there is room",
    (blocks) => {
      const path = join(folder, `blocks-${blocks}.db`);
      openSqliteLedger({ ...sqliteDefaults, path }).close();
      const command = `ulimit -f ${blocks}; exec "${process.execPath}" "${runs.file}" "${path}" 80 0`;
      const { stdout, stderr } = spawnSync("sh", ["-c", command], { encoding: "utf8" });
      expect([stdout, stderr]).toEqual(["0", ""]);
      const [done = 0, ...held] = heldIn(path);
      expect(done).toBeLessThan(80);
      expect(held).toEqual([done, done, done]);
      const again = spawnSync(process.execPath, [runs.file, path, "80", "0"], { encoding: "utf8" });
      expect([again.stdout, again.stderr]).toEqual([`${done}`, ""]);
      expect(heldIn(path)).toEqual([80, 80, 80, 80]);
    },
  );

  test("refuses with words, and goes on in the same process when there is room", async () => {
    const path = join(folder, "full.db");
    const driver = openDriver(path, 100);
    const ledger = openLedgerOn(driver, { path, busyTimeoutMs: 100, maxRecords: 1000, batchAfter: 1 });
    const [pages] = driver.prepare("PRAGMA page_count").get() ?? [];
    driver.prepare("PRAGMA max_page_count = ?".replace("?", String(Number(pages) + 3))).get();
    const parts = { linked: sample, ledger, host: sideEffectHost("0.1.0"), vault, tenant: "t" };
    const clock = { now: () => "2026-01-01T00:00:00.000Z" };
    const engine = createEngine({ ...parts, clock, entropy: { bytes: (n) => new Uint8Array(n) } });
    const names = Array.from({ length: 100 }, (_, n) => `n${n}`);
    const submitAll = (): Promise<readonly RunResult[]> =>
      Promise.all(names.map((name) => engine.submit(asked(name, { name }))));
    const first = await submitAll();
    const refused = first.filter(({ terminal }) => terminal === "faulted");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.reasons[0]?.message).toContain(
      "the disk is full: nothing was written; ask again with the same key",
    );
    expect(ledger.read.count(stores[1] ?? "")).toBe(100 - refused.length);
    driver.prepare("PRAGMA max_page_count = 100000").get();
    const second = await submitAll();
    expect(second.filter(({ terminal }) => terminal === "completed")).toHaveLength(100);
    expect(second.filter(({ duplicate }) => duplicate)).toHaveLength(100 - refused.length);
    expect(heldIn(path)).toEqual([100, 100, 100, 100]);
    ledger.close();
  });
});

describe("a page that is none any more", () => {
  test("is never answered from: what needs it is refused with words, and the rest goes on", async () => {
    const path = join(folder, "to-damage.db");
    const options = { path, busyTimeoutMs: 100, maxRecords: 1000, batchAfter: 1 };
    const engineOf = (ledger: Ledger) => {
      const parts = { linked: sample, ledger, host: sideEffectHost("0.1.0"), vault, tenant: "t" };
      const clock = { now: () => "2026-01-01T00:00:00.000Z" };
      return createEngine({ ...parts, clock, entropy: { bytes: (n) => new Uint8Array(n) } });
    };
    const first = openLedgerOn(openDriver(path, 100), options);
    await engineOf(first).submit(asked("a", { name: "a" }));
    const before = first.read.journalAfter(0, 9);
    first.close();
    const whole = join(folder, "whole.db");
    backupLedger(path, whole);
    const bytes = readFileSync(whole);
    const told: string[] = [];
    for (let page = 1; page < bytes.length / 4096; page += 1) {
      const damaged = join(folder, `damaged-${page}.db`);
      writeFileSync(damaged, Buffer.from(bytes).fill(0xa5, page * 4096, (page + 1) * 4096));
      expect(checkLedger(damaged).findings).not.toEqual([]);
      told.push(await readAndWrite(damaged));
    }
    expect(new Set(told)).toEqual(new Set(["refused", "answered"]));

    async function readAndWrite(file: string): Promise<string> {
      try {
        const ledger = openLedgerOn(openDriver(file, 100), { ...options, path: file });
        const again = await engineOf(ledger).submit(asked("a", { name: "a" }));
        const another = await engineOf(ledger).submit(asked("b", { name: "b" }));
        const words = [again, another].flatMap(({ reasons }) => reasons.map(({ message }) => message)).join();
        if (words !== "") throw new Error(words);
        expect(again).toMatchObject({ terminal: "completed", duplicate: true });
        expect(ledger.read.journalAfter(0, 1)).toEqual(before);
        return "answered";
      } catch (error) {
        expect(String(error)).toContain("the ledger's file is damaged");
        return "refused";
      }
    }
  });
});

describe("a place where nothing may be written", () => {
  let node = "";
  beforeAll(() => {
    node = reachableNode();
  });

  /** A ledger in a folder of its own, of which nothing else is there. */
  const placed = (name: string): string => {
    mkdirSync(join(folder, name));
    const path = join(folder, name, "pgs.db");
    openSqliteLedger({ ...sqliteDefaults, path: join(folder, `${name}.db`) }).close();
    backupLedger(join(folder, `${name}.db`), path);
    return path;
  };
  const opened = (path: string): string => spawnSync(node, [opens.file, path], { encoding: "utf8", ...nobody }).stderr;

  test("is said where the file is read-only", () => {
    const path = placed("read-only-file");
    chmodSync(path, 0o444);
    chmodSync(join(folder, "read-only-file"), 0o777);
    expect(opened(path)).toMatch(
      /the ledger can be read only: its file, its folder or its disk does not let this user write/,
    );
  });

  test("is said where the folder is", () => {
    const path = placed("read-only-folder");
    chmodSync(path, 0o666);
    chmodSync(join(folder, "read-only-folder"), 0o555);
    expect(opened(path)).toMatch(/the ledger can be read only|the ledger's file cannot be opened/);
    expect(opened(join(folder, "read-only-folder", "new.db"))).toMatch(
      /the ledger's file cannot be opened: its folder/,
    );
    copyFileSync(path, join(folder, "readable.db"));
    expect(checkLedger(join(folder, "readable.db")).findings).toEqual([]);
  });
});
