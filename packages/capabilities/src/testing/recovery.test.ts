import { checkReplay, type Engine, findBreak, type Ledger } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { openWorld, settleDown, toldOn, type World } from "./by-hand.ts";
import { vault } from "./sample-program.ts";
import { ask, askChild, suspending } from "./suspended-program.ts";

const done = { outcome: "SUCCESS", outputs: { receipt: "r" } };

/** Waits, effects and children of every mode, in and beside each other. */
const requests = [
  ask("WF_ALL_V0", "a", {
    name: "p",
    children: [
      askChild("WF_EACH_V0", {
        name: "q",
        children: [askChild("WF_SEND_V0", { name: "q1" }), askChild("WF_WAIT_V0", { name: "q2" })],
      }),
      askChild("WF_RESEND_V0", { name: "r" }),
      askChild("WF_ONE_V0", { name: "s", children: [askChild("WF_SEND_V0", { name: "s1", wish: "deny" })] }),
    ],
  }),
  ask("WF_SEND_V0", "b", { name: "t" }),
  ask("WF_WAIT_V0", "c", { name: "u", until: "2026-01-05T00:00:00.000Z" }),
];

/** A ledger that is lost to whoever holds it at its n-th transaction: before it is done, or once it is. */
function loseAt(ledger: Ledger, at: number, when: "before" | "after"): Ledger & { readonly taken: () => number } {
  let count = 0;
  return {
    ...ledger,
    taken: () => count,
    transaction: (work) => {
      count += 1;
      if (count > at || (count === at && when === "before")) throw new Error("lost");
      const made = ledger.transaction(work);
      if (count === at) throw new Error("lost");
      return made;
    },
  };
}

/** Answers all that is sent, says yes to whoever waits, and settles what is unknown, until nothing is awaited. */
async function finish(world: World, ledger: Ledger, engine: Engine, performed: Set<string>): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const recovering = engine.recover();
    for (await settleDown(); world.sent.length > 0; await settleDown()) answerNext(world, performed);
    await recovering;
    const waiting = ledger.read.awaitedAfter("", 100);
    if (waiting.length === 0) return;
    for (const { id, kind, state } of waiting) {
      const settling = kind === "wait" ? engine.settle(id, { yes: true }) : undefined;
      // Who was asked finds out whether it happened: what was performed is not performed again.
      const offer = performed.has(id) ? { performed: done } : { retry: true };
      const asked = kind === "effect" && state === "unknown" ? engine.settle(id, offer) : undefined;
      for (await settleDown(); world.sent.length > 0; await settleDown()) answerNext(world, performed);
      await Promise.all([settling, asked]);
    }
    world.now = new Date(Date.parse(world.now) + 60_000).toISOString();
  }
  throw new Error("it never ends");
}

function answerNext(world: World, performed: Set<string>): void {
  const sent = world.sent.shift();
  if (sent !== undefined) performed.add(sent.call.key);
  sent?.answer(done);
}

/** Instants are those at which it went on. */
const instants = / at .*|\d{4}-\d\d-\d\dT[\d:.]+Z/g;
const ends = (ledger: Ledger) =>
  ledger.read
    .runs(100)
    .map(({ run, terminal, exit }) => `${run} ${terminal} ${exit}`)
    .sort();
const told = (ledger: Ledger) =>
  toldOn(ledger)
    .map((line) => line.replace(instants, ""))
    .sort();

describe("a process that is lost at any transaction", async () => {
  const ledger = openMemoryLedger({ maxRecords: 1000 });
  const world = openWorld();
  const counting = loseAt(ledger, Number.POSITIVE_INFINITY, "before");
  const engine = world.open(counting);
  const performed = new Set<string>();
  for (const request of requests) void engine.submit(request);
  await finish(world, ledger, engine, performed);
  const transactions = counting.taken();

  test("has something to lose", () => {
    expect(transactions).toBeGreaterThan(15);
    expect(ends(ledger).map((line) => line.split(" ")[1])).toEqual(expect.arrayContaining(["completed", "denied"]));
    expect(performed.size).toBe(4);
  });

  test.each(["before", "after"] as const)(
    "%s its commit, leaves what another one ends as if nothing had been",
    async (when) => {
      for (let at = 1; at <= transactions; at += 1) {
        const left = openMemoryLedger({ maxRecords: 1000 });
        const there = openWorld();
        const sent = new Set<string>();
        const lost = there.open(loseAt(left, at, when));
        for (const request of requests) void lost.submit(request);
        await settleDown();
        // What was sent has arrived, and its answer comes too late for the one that sent it.
        for (const { call } of there.sent.splice(0)) sent.add(call.key);
        const other = there.open(left);
        const again = requests.map((request) => other.submit(request));
        await finish(there, left, other, sent);
        await Promise.all(again);
        expect([at, ends(left)]).toEqual([at, ends(ledger)]);
        expect([at, told(left)]).toEqual([at, told(ledger)]);
        expect([at, [...sent].sort()]).toEqual([at, [...performed].sort()]);
        expect(findBreak(left.read.journalAfter(0, 1000))).toBeUndefined();
        const findProgram = () => ({ ok: true, linked: suspending }) as const;
        for (const row of left.read.runs(100)) {
          const rows = left.read.journalOf(row.run);
          expect(checkReplay({ findProgram, vault }, { run: row.run, rows, row }).kind).toBe("equal");
        }
      }
    },
  );
});
