import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkReplay, type Engine, type Ledger, type RunResult } from "@pgs/runtime";
import { afterAll, describe, expect, test } from "vitest";
import { checkLedger } from "../hosts/sqlite/check-ledger.ts";
import { openDriver } from "../hosts/sqlite/driver.ts";
import { openLedgerOn } from "../hosts/sqlite/open-sqlite-ledger.ts";
import { openWorld, settleDown, toldOn, type World } from "./by-hand.ts";
import { type FailurePlan, failDriver, unsynced } from "./fail-driver.ts";
import { vault } from "./sample-program.ts";
import { ask, askChild, suspending } from "./suspended-program.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-suspended-faults-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const answered = { outcome: "SUCCESS", outputs: { receipt: "r" } };
const requests = [
  ask("WF_ALL_V0", "a", {
    name: "p",
    children: [
      askChild("WF_EACH_V0", {
        name: "q",
        children: [askChild("WF_SEND_V0", { name: "q1" }), askChild("WF_WAIT_V0", { name: "q2" })],
      }),
      askChild("WF_RESEND_V0", { name: "r" }),
    ],
  }),
  ask("WF_SEND_V0", "b", { name: "t", wish: "deny" }),
];

/** The keys under which each effect was performed, by the name that it was given. */
type Performed = Map<string, Set<string>>;

interface Done {
  readonly asked: readonly string[];
  readonly held: unknown;
  readonly failures: number;
}

/** Does everything that is to be done, going on where something failed. */
async function doAll(plan: FailurePlan): Promise<Done> {
  files += 1;
  const path = join(folder, `${files}.db`);
  const options = { path, busyTimeoutMs: 100, maxRecords: 1000, batchAfter: 1 };
  openLedgerOn(unsynced(openDriver(path, 100)), options).close();
  const driver = failDriver(unsynced(openDriver(path, 100)), { ...plan, at: Number.POSITIVE_INFINITY });
  const ledger = openLedgerOn(driver, options);
  const opened = driver.asked.length;
  driver.replan({ ...plan, at: opened + plan.at });
  const world = openWorld();
  const engine = world.open(ledger);
  const performed: Performed = new Map();
  let failures = 0;
  for (let round = 0, left = requests; left.length > 0; round += 1) {
    if (round > 10) throw new Error("it never ends");
    const submitted = left.map((request) => engine.submit(request));
    await finish(world, { ledger, engine, performed });
    const results = await Promise.all(submitted);
    left = left.filter((_, index) => isUnkept(results[index]));
    failures += left.length;
  }
  await engine.close();
  const asked = driver.asked.slice(opened);
  const { findings } = checkLedger(path);
  const held = findings.length > 0 ? findings : heldIn(ledger, performed);
  ledger.close();
  for (const part of ["", "-wal", "-shm"]) rmSync(`${path}${part}`, { force: true });
  return { asked, held, failures };
}

function isUnkept(result: RunResult | undefined): boolean {
  return result?.reasons[0]?.code === "PGS7030";
}

interface Going {
  readonly ledger: Ledger;
  readonly engine: Engine;
  readonly performed: Performed;
}

/** Answers all that is sent, says yes to whoever waits, and settles what is unknown, until nothing is awaited. */
async function finish(world: World, going: Going): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    await answerAll(world, going);
    const recovering = going.engine.recover().catch(() => []);
    await answerAll(world, going);
    await recovering;
    const waiting = await whileItFails(() => going.ledger.read.awaitedAfter("", 100));
    if (waiting.length === 0) return;
    for (const { id, kind, state } of waiting) {
      const known = [...going.performed.values()].some((keys) => keys.has(id));
      const offer = kind === "wait" ? { yes: true } : known ? { performed: answered } : { retry: true };
      const isForUs = kind === "wait" || (kind === "effect" && state === "unknown");
      const settling = isForUs ? going.engine.settle(id, offer).catch(() => undefined) : undefined;
      await answerAll(world, going);
      await settling;
    }
    world.now = new Date(Date.parse(world.now) + 60_000).toISOString();
  }
  throw new Error("something waits for ever");
}

async function answerAll(world: World, { performed }: Going): Promise<void> {
  for (await settleDown(); world.sent.length > 0; await settleDown()) {
    const sent = world.sent.shift();
    if (sent === undefined) return;
    const name = String(sent.call.inputs["name"]);
    performed.set(name, (performed.get(name) ?? new Set()).add(sent.call.key));
    sent.answer(answered);
  }
}

async function whileItFails<T>(read: () => T): Promise<T> {
  for (;;) {
    try {
      return read();
    } catch {
      await settleDown();
    }
  }
}

/** Ids follow from attempts, and instants from how often it was tried: neither says what was done. */
const changing = /[RE]?(?:AW)?_[0-9a-f]{32}| at .*|\d{4}-\d\d-\d\dT[\d:.]+Z/g;

function heldIn(ledger: Ledger, performed: Performed): unknown {
  const { read } = ledger;
  const kept = read.runs(100).filter(({ terminal }) => terminal !== "faulted");
  const findProgram = () => ({ ok: true, linked: suspending }) as const;
  return {
    told: toldOn(ledger)
      .map((line) => line.replace(changing, ""))
      .sort(),
    ends: kept
      .map(({ workflow, key, terminal, exit }) => [workflow, key.replace(changing, ""), terminal, exit].join(" "))
      .sort(),
    replays: kept.map(
      (row) => checkReplay({ findProgram, vault }, { run: row.run, rows: read.journalOf(row.run), row }).kind,
    ),
    performed: [...performed].map(([name, keys]) => `${name} ${keys.size}`).sort(),
  };
}

const codes = ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_ERROR"];
const ways = ["refused", "ended", "late"] as const;

describe("runs that wait, send and have children, on a ledger of which an operation fails", () => {
  test("end as if nothing had failed, and nothing is performed twice, whichever it is", async () => {
    const never = { at: Number.POSITIVE_INFINITY, count: 0, how: "refused", code: "" } as const;
    const { asked, held: expected, failures: none } = await doAll(never);
    expect(none).toBe(0);
    expect(expected).toMatchObject({ performed: ["q1 1", "r 1", "t 1"], replays: Array(6).fill("equal") });
    for (let at = 1; at <= asked.length; at += 1) {
      const how = ways[at % ways.length] ?? "refused";
      const { held } = await doAll({ at, count: 1, how, code: codes[at % codes.length] ?? "" });
      expect([at, how, asked[at - 1], held]).toEqual([at, how, asked[at - 1], expected]);
    }
  }, 240_000);
});
