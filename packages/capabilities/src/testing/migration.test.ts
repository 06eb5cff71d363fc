import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, findBreak, type Ledger, recount } from "@pgs/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkLedger } from "../hosts/sqlite/check-ledger.ts";
import { openDriver } from "../hosts/sqlite/driver.ts";
import { openLedgerOn, openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { bundleChild } from "./bundle-child.ts";
import { type Failure, failDriver } from "./fail-driver.ts";
import { runRow } from "./ledger-kinds.ts";
import { asked, sample, vault } from "./sample-program.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-migration-"));
const dump = readFileSync(new URL("../hosts/sqlite/samples/format-2.sql", import.meta.url), "utf8");
let files = 0;
let child: ReturnType<typeof bundleChild>;

beforeAll(() => {
  child = bundleChild("opening-child");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  child.remove();
});

/** A ledger as the version wrote it that knew format 2: three runs and a load. */
function oldLedger(): string {
  files += 1;
  const path = join(folder, `${files}.db`);
  const driver = openDriver(path, 100);
  driver.exec(dump);
  driver.exec("PRAGMA application_id = 1346851633; PRAGMA user_version = 2");
  driver.prepare("PRAGMA journal_mode = WAL").get();
  driver.close();
  return path;
}

/** 2 or 3, and the tables that the file has for it; anything else is neither. */
function formatOf(path: string): unknown {
  const driver = openDriver(path, 100);
  const [format] = driver.prepare("PRAGMA user_version").get() ?? [];
  const [added] =
    driver
      .prepare(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('awaited', 'awaited_due', 'erasable_key', 'erasable_key_run', 'journal_anchor')",
      )
      .get() ?? [];
  driver.close();
  return added === (format === 3 ? 5 : 0) ? format : `${format} with ${added} of 5`;
}

function contentOf(ledger: Ledger): unknown {
  const { read } = ledger;
  const stores = read.stores().map(({ id }) => [id, read.records(id), read.eventsAfter(id, 0, 9)]);
  return { stores, runs: read.runs(9), journal: read.journalAfter(0, 9), key: read.keyCheck() };
}

function open(path: string): Ledger {
  return openSqliteLedger({ ...sqliteDefaults, path });
}

describe("a ledger of format 2", () => {
  test("is told by who checks it, and stays what it is", () => {
    const path = oldLedger();
    expect(checkLedger(path)).toMatchObject({ format: 2, migratesTo: 3, findings: [] });
    expect(formatOf(path)).toBe(2);
  });

  test("is one of format 3 when it was opened, with everything in it, and goes on", async () => {
    const path = oldLedger();
    expect([formatOf(path), checkLedger(path).findings]).toEqual([2, []]);
    const ledger = open(path);
    expect(formatOf(path)).toBe(3);
    const { read } = ledger;
    const [terminals, rows] = [read.runs(9).map(({ terminal }) => terminal), read.journalAfter(0, 9)];
    expect([terminals, rows.length, read.keyCheck()]).toEqual([["faulted", "denied", "completed"], 4, "check"]);
    expect(findBreak(rows, read.journalStart())).toBeUndefined();
    for (const { run, terminal } of read.runs(9)) {
      expect(recount({ linked: sample, vault }, read.journalOf(run)).end.terminal).toBe(terminal);
    }
    expect([read.awaitedAfter("", 9), read.nextDue(), read.erasableKey(1)]).toEqual([[], "", undefined]);
    const parts = { linked: sample, ledger, host: sideEffectHost("0.1.0"), vault, tenant: "t" };
    const clock = { now: () => "2026-02-01T00:00:00.000Z" };
    const engine = createEngine({ ...parts, clock, entropy: { bytes: (n) => new Uint8Array(n) } });
    expect(await engine.submit(asked("a", { name: "a", wish: "go on" }))).toMatchObject({
      terminal: "completed",
      duplicate: true,
    });
    expect(await engine.submit(asked("z", { name: "z" }))).toMatchObject({ terminal: "completed", duplicate: false });
    ledger.transaction((tx) => {
      tx.putRun(runRow("R_w", { terminal: "waiting" }));
      const told = {
        segment: 0,
        kind: "wait",
        sideEffect: "d::CS_S_V0",
        op: "ASK",
        state: "open",
        holder: "",
      } as const;
      tx.putAwaited({ ...told, run: "R_w", id: "AW_1", due: "", body: "{}" });
    });
    expect(checkLedger(path)).toMatchObject({ format: 3, rows: 5, findings: [] });
    ledger.close();
  });

  test.each<Failure>(["refused", "ended", "late"])("is of one format or of the other whatever fails: %s", (how) => {
    const expected = contentOf(open(oldLedger()));
    const formats: unknown[] = [];
    for (let at = 1, last = ""; !last.startsWith("PRAGMA synchronous"); at += 1) {
      const path = oldLedger();
      const driver = failDriver(openDriver(path, 100), { at, count: 1, how, code: "SQLITE_IOERR" });
      expect(() => openLedgerOn(driver, { path, busyTimeoutMs: 100, maxRecords: 9, batchAfter: 1 }).close()).toThrow(
        "the disk failed",
      );
      last = driver.asked[at - 1] ?? "";
      formats.push(formatOf(path));
      expect(contentOf(open(path))).toEqual(expected);
    }
    expect(formats.length).toBeGreaterThan(20);
    expect(formats).toEqual([...formats.filter((format) => format === 2), ...formats.filter((format) => format === 3)]);
  });

  test("is of one format or of the other when the process is killed in between", () => {
    const expected = contentOf(open(oldLedger()));
    const formats: unknown[] = [];
    for (let killAt = 1; formats.at(-1) !== 3; killAt += 1) {
      const path = oldLedger();
      const { signal, stderr } = spawnSync(process.execPath, [child.file, path, `${killAt}`], { encoding: "utf8" });
      expect([signal, stderr]).toEqual(["SIGKILL", ""]);
      formats.push(formatOf(path));
      expect(contentOf(open(path))).toEqual(expected);
    }
    expect(formats.length).toBeGreaterThan(8);
    expect(formats.slice(0, -1).every((format) => format === 2)).toBe(true);
  });
});
