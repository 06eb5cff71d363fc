import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEngine, type Ledger, loadFacts, type RunResult, recount } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { checkLedger } from "../hosts/sqlite/check-ledger.ts";
import { openDriver } from "../hosts/sqlite/driver.ts";
import { openLedgerOn } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { type FailingDriver, type FailurePlan, failDriver, unsynced } from "./fail-driver.ts";
import { runRow } from "./ledger-kinds.ts";
import { asked, sample, vault } from "./sample-program.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-faults-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never: FailurePlan = { at: Number.POSITIVE_INFINITY, count: 0, how: "refused", code: "" };
const at = "2026-01-01T00:00:00.000Z";
const awaited = { segment: 0, kind: "wait", sideEffect: "d::CS_S_V0", op: "ASK", state: "open", holder: "" } as const;

/** What was acknowledged: the runs, by id, and how each ended. */
type Acknowledged = Map<string, string>;

/** One thing that is done to a ledger; false or a throw: it is not, and is asked for again. */
type Step = (ledger: Ledger, acknowledged: Acknowledged) => Promise<boolean>;

function submitted(...wishes: readonly (readonly [string, string])[]): Step {
  return async (ledger, acknowledged) => {
    const parts = { linked: sample, ledger, host: sideEffectHost("0.1.0"), vault, tenant: "t" };
    const engine = createEngine({ ...parts, clock: { now: () => at }, entropy: { bytes: (n) => new Uint8Array(n) } });
    const results = await Promise.all(wishes.map(([name, wish]) => engine.submit(asked(name, { name, wish }))));
    for (const { run, terminal, reasons } of results) if (!isUnkept({ reasons })) acknowledged.set(run, terminal);
    return !results.some(isUnkept);
  };
}

/** The run could not be committed. */
function isUnkept({ reasons }: Pick<RunResult, "reasons">): boolean {
  return reasons[0]?.code === "PGS7030";
}

function written(work: (ledger: Ledger) => void): Step {
  return (ledger) => {
    work(ledger);
    return Promise.resolve(true);
  };
}

const steps: readonly Step[] = [
  submitted(["a", "go on"], ["b", "deny"], ["c", "fail"], ["d", "throw"], ["e", "odd"]),
  submitted(["a", "go on"], ["f", "go on"]),
  written((ledger) => {
    loadFacts({ linked: sample, ledger, vault, store: 3, records: { k: { name: "n" } }, now: at });
  }),
  written((ledger) =>
    ledger.transaction((tx) => {
      tx.putRun(runRow("R_w", { terminal: "waiting" }));
      tx.putAwaited({ ...awaited, run: "R_w", id: "AW_1", due: at, body: "{}" });
      if (tx.erasableKey(1) === undefined) tx.makeErasableKey("R_w", "salt");
    }),
  ),
  submitted(["g", "go on"], ["h", "throw"], ["i", "go on"]),
  written((ledger) =>
    ledger.transaction((tx) => {
      tx.savepoint();
      tx.dropAwaited("R_w");
      tx.store({ id: "d::STRUCTURE_S_V0/STATE", semantics: "state" }).put("gone", {});
      tx.rollback();
      if (tx.awaitedOf("R_w") === undefined) return;
      tx.dropAwaited("R_w");
      tx.putRun(runRow("R_w", { terminal: "completed" }));
      tx.appendJournal({ run: "R_w", segment: 0, kind: "segment", body: `{"now":"${at}"}` });
      tx.dropErasableKeys("R_w");
    }),
  ),
  written((ledger) => ledger.transaction((tx) => tx.journalStart().seq === 0 && tx.pruneJournal(1))),
  submitted(["j", "go on"]),
];

/** Does everything that is to be done, going on where something failed, also by opening the file anew. */
async function doAll(
  path: string,
  plan: FailurePlan,
): Promise<{ readonly driver: FailingDriver; readonly failed: number; readonly acknowledged: Acknowledged }> {
  const acknowledged: Acknowledged = new Map();
  const driver = failDriver(unsynced(openDriver(path, 1000)), plan);
  let failed = 0;
  let ledger = openAgain(path, driver);
  if (ledger === undefined) {
    failed += 1;
    ledger = openAgain(path, unsynced(openDriver(path, 1000)));
  }
  if (ledger === undefined) throw new Error("the ledger cannot be opened after a failure");
  for (const step of steps) {
    while (!(await isDone(step, ledger, acknowledged))) failed += 1;
  }
  ledger.close();
  return { driver, failed, acknowledged };
}

function openAgain(path: string, driver: FailingDriver | ReturnType<typeof unsynced>): Ledger | undefined {
  try {
    return openLedgerOn(driver, { path, busyTimeoutMs: 1000, maxRecords: 1000, batchAfter: 1 });
  } catch {
    return undefined;
  }
}

async function isDone(step: Step, ledger: Ledger, acknowledged: Acknowledged): Promise<boolean> {
  try {
    return await step(ledger, acknowledged);
  } catch {
    return false;
  }
}

/** What a ledger holds, but for the ids of runs: who asked again may have made another attempt. */
function heldIn(ledger: Ledger): unknown {
  const { read } = ledger;
  return read
    .stores()
    .map(({ id, semantics }) => [
      id,
      semantics,
      read.records(id),
      read.eventsAfter(id, 0, 99).map(({ sequence, event, stream, record }) => [sequence, event, stream, record]),
      read.awaitedAfter("", 9),
      [1, 2].map((key) => read.erasableKey(key)),
    ]);
}

/** Opens the file as another process would, and looks whether everything is there that was answered. */
function inspect(path: string, acknowledged: Acknowledged): unknown {
  const { findings } = checkLedger(path);
  if (findings.length > 0) return findings;
  const ledger = openLedgerOn(unsynced(openDriver(path, 1000)), {
    path,
    busyTimeoutMs: 1000,
    maxRecords: 1000,
    batchAfter: 1,
  });
  const { read } = ledger;
  for (const [run, terminal] of acknowledged) {
    expect([run, read.run(run)?.terminal]).toEqual([run, terminal]);
    const rows = read.journalOf(run);
    if (rows.length > 0) expect(recount({ linked: sample, vault }, rows).end.terminal).toBe(terminal);
  }
  const held = heldIn(ledger);
  ledger.close();
  return held;
}

function newPath(): string {
  files += 1;
  return join(folder, `${files}.db`);
}

const codes = [
  "SQLITE_ERROR",
  "SQLITE_BUSY",
  "SQLITE_READONLY",
  "SQLITE_FULL",
  "SQLITE_IOERR_WRITE",
  "SQLITE_IOERR_FSYNC",
];

describe("a ledger of which an operation fails", () => {
  /** What is asked of the database when nothing fails, and what is held then. */
  const undisturbed = async (): Promise<{ readonly operations: readonly string[]; readonly held: unknown }> => {
    const path = newPath();
    const { driver, failed, acknowledged } = await doAll(path, never);
    expect(failed).toBe(0);
    return { operations: driver.asked, held: inspect(path, acknowledged) };
  };
  const disturbed = async (plan: FailurePlan): Promise<{ readonly failed: number; readonly held: unknown }> => {
    const path = newPath();
    const { failed, acknowledged } = await doAll(path, plan);
    const held = inspect(path, acknowledged);
    for (const part of ["", "-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
    return { failed, held };
  };

  test.each(["refused", "ended", "late"] as const)(
    "loses nothing and does nothing twice, whichever it is: %s",
    async (how) => {
      const { operations, held: expected } = await undisturbed();
      let failures = 0;
      for (let at = 1; at <= operations.length; at += 1) {
        const code = codes[at % codes.length] as string;
        const { failed, held } = await disturbed({ at, count: 1, how, code });
        failures += failed;
        expect([at, operations[at - 1], held]).toEqual([at, operations[at - 1], expected]);
      }
      expect(failures).toBeGreaterThan(operations.length / 2);
    },
    120_000,
  );

  test("goes on when the disk is well again, however long it was not", async () => {
    const { operations, held: expected } = await undisturbed();
    for (let at = 3; at <= operations.length; at += 29) {
      const { failed, held } = await disturbed({ at, count: 2 * at, how: "ended", code: "SQLITE_IOERR_FSYNC" });
      expect(failed).toBeGreaterThan(0);
      expect([at, held]).toEqual([at, expected]);
    }
  }, 60_000);

  test("is only late where every operation is slow", async () => {
    const { operations, held: expected } = await undisturbed();
    const slowly: FailurePlan = { at: 1, count: operations.length, how: "slow", code: "" };
    expect(await disturbed(slowly)).toEqual({ failed: 0, held: expected });
  });
});
