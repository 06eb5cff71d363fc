import { awaitedId, type Engine, findBreak, type Ledger, runId } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { openWorld, settleDown, toldOn, type World } from "./by-hand.ts";
import { ledgerKinds } from "./ledger-kinds.ts";
import { ask } from "./suspended-program.ts";

const idOf = (workflow: string) => runId({ tenant: "t", workflow: `d::${workflow}`, key: "k", attempt: 1 });
const run = idOf("WF_SEND_V0");
const key = awaitedId(run, 0);
const again = idOf("WF_RESEND_V0");
const done = { outcome: "SUCCESS", outputs: { receipt: "r" } };

describe.each(ledgerKinds())("an external effect, on a ledger %s", (_, open) => {
  let ledger: Ledger;
  let world: World;
  let engine: Engine;
  beforeEach(() => {
    ledger = open();
    world = openWorld();
    engine = world.open(ledger);
  });
  const send = (workflow = "WF_SEND_V0") => engine.submit(ask(workflow, "k", { name: "a" }));
  const row = (of = run) => {
    const { state, holder, due } = ledger.read.awaitedOf(of) ?? {};
    return state === undefined ? undefined : { state, holder, due };
  };
  const answer = (outcome = done) => world.sent.shift()?.answer(outcome);

  test("is sent once it is committed as sent, and the run is answered when it has ended", async () => {
    const result = send();
    await settleDown();
    expect(row()).toEqual({ state: "sent", holder: "01".repeat(12), due: "2026-01-01T00:00:30.000Z" });
    expect(world.sent.map(({ call: { signal: _signal, ...call } }) => call)).toEqual([
      { op: "SEND", inputs: { name: "a" }, key, run, now: "2026-01-01T00:00:00.000Z" },
    ]);
    expect(toldOn(ledger)).toEqual(["before a at 00:00"]);
    world.now = "2026-01-01T00:01:00.000Z";
    answer();
    expect(await result).toMatchObject({
      terminal: "completed",
      outputs: { came: { receipt: "r" }, now: "2026-01-01T00:01:00.000Z" },
    });
    expect(row()).toBeUndefined();
    expect(findBreak(ledger.read.journalAfter(0, 10))).toBeUndefined();
  });

  test("is answered with what is declared; anything else is a fault of that segment", async () => {
    const denied = send();
    await settleDown();
    answer({ outcome: "VIOLATION", outputs: { receipt: "" } });
    expect(await denied).toMatchObject({ terminal: "denied" });
    const faulted = engine.submit(ask("WF_SEND_V0", "l", { name: "b" }));
    await settleDown();
    answer({ outcome: "DELIVERED", outputs: { receipt: "" } });
    expect(await faulted).toMatchObject({ terminal: "faulted", emitted: [{ fields: { told: "before", given: "b" } }] });
    expect(toldOn(ledger)).toEqual(["before a at 00:00", "before b at 00:00"]);
  });

  test.each([
    ["its sender throws", "broken pipe", () => world.sent.shift()?.fail(new Error("broken pipe"))],
    ["its time is up", "no answer came in time", () => world.timeUp()],
    ["what comes back is no answer", "what came back is no answer", () => world.sent.shift()?.answer("yes" as never)],
  ])("is unknown when %s, and waits for a person", async (_case, why, end) => {
    const result = send();
    await settleDown();
    end();
    expect(await result).toMatchObject({
      terminal: "waiting",
      awaits: { id: key, kind: "effect", side_effect: "d::CS_SEND_V0", op: "SEND", due: "" },
      reasons: [
        { code: "WAITING", message: `waits for an answer to \`CS_SEND_V0\` SEND (${key})`, at: "ACT/send" },
        { code: "UNKNOWN", message: `nobody knows whether it was performed: ${why}`, at: "ACT/send" },
      ],
    });
    expect(row()).toEqual({ state: "unknown", holder: "01".repeat(12), due: "" });
    world.now = "2026-02-01T00:00:00.000Z";
    world.sent.length = 0;
    expect(await engine.recover()).toEqual([]);
    expect(world.sent).toEqual([]);
  });

  test("is settled by a person with what it came to, as it is declared", async () => {
    const result = send();
    await settleDown();
    expect(await engine.settle(key, { retry: true })).toMatchObject({ ok: false, reason: { code: "PGS7036" } });
    world.timeUp();
    await result;
    for (const [offer, why] of [
      [
        { performed: { outcome: "DELIVERED", outputs: {} } },
        "`DELIVERED` is none of SUCCESS, VIOLATION, BACKEND_ERROR",
      ],
      ["yes", "what came of it is told as `{performed: {outcome, outputs}}`, or it is tried again by `{retry: true}`"],
    ] as const) {
      expect(await engine.settle(key, offer)).toEqual({
        ok: false,
        reason: { code: "PGS7036", message: `\`${key}\` cannot be settled so: ${why}`, at: "" },
      });
    }
    expect(await engine.settle(key, { performed: done })).toMatchObject({
      ok: true,
      result: { terminal: "completed" },
    });
    expect(await engine.settle(key, { performed: done })).toMatchObject({ ok: false, reason: { code: "PGS7034" } });
    world.sent[0]?.answer(done);
    await settleDown();
    expect(toldOn(ledger)).toHaveLength(2);
  });

  test("is sent again with the same key when a person says so", async () => {
    const result = send();
    await settleDown();
    world.sent.shift()?.fail(new Error("down"));
    await result;
    const settled = engine.settle(key, { retry: true });
    await settleDown();
    expect(world.sent.map(({ call }) => call.key)).toEqual([key]);
    answer();
    expect(await settled).toMatchObject({ ok: true, result: { terminal: "completed" } });
  });

  test("is sent again by itself, when its time has come, only where that is declared", async () => {
    const result = send("WF_RESEND_V0");
    await settleDown();
    world.sent.shift()?.fail(new Error("down"));
    expect(await result).toMatchObject({ terminal: "waiting", awaits: { due: "2026-01-01T00:00:05.000Z" } });
    expect(await engine.wake()).toEqual([]);
    expect(world.sent).toEqual([]);
    world.now = "2026-01-01T00:00:05.000Z";
    const woken = engine.wake();
    await settleDown();
    expect(world.sent.map(({ call }) => call.key)).toEqual([awaitedId(again, 0)]);
    answer();
    expect(await woken).toMatchObject([{ run: again, terminal: "completed" }]);
  });

  test("takes the answer of its sender however late, as long as nobody settled it", async () => {
    const result = send();
    await settleDown();
    expect(world.sent[0]?.call.signal.aborted).toBe(false);
    world.timeUp();
    expect(await result).toMatchObject({ terminal: "waiting" });
    expect(world.sent[0]?.call.signal.aborted).toBe(true);
    answer();
    await settleDown();
    expect(ledger.read.run(run)).toMatchObject({ terminal: "completed" });
  });

  test("is never sent twice by engines that race for it", async () => {
    await stopAt(ledger, world, (at) => at === "planned");
    const others = [world.open(ledger), world.open(ledger)];
    const recovered = Promise.all(others.map((other) => other.recover()));
    await settleDown();
    expect(world.sent).toHaveLength(1);
    answer();
    expect((await recovered).flat()).toMatchObject([{ run, terminal: "completed" }]);
  });

  test.each([
    ["was planned", "planned", ["sent"]],
    ["was sent", "sent", []],
  ] as const)("of a process that died when it %s is taken up by another", async (_when, state, sentAtOnce) => {
    await stopAt(ledger, world, (at) => at === state);
    world.sent.length = 0;
    const other = world.open(ledger);
    const recovered = other.recover();
    await settleDown();
    expect(world.sent.map(() => "sent")).toEqual(sentAtOnce);
    answer();
    expect(await recovered).toMatchObject(sentAtOnce.map(() => ({ run, terminal: "completed" })));
    if (state === "planned") return;
    expect(row()).toMatchObject({ state: "sent" });
    world.now = "2026-01-01T00:00:30.000Z";
    expect(await other.recover()).toMatchObject([
      {
        run,
        terminal: "waiting",
        reasons: [{}, { code: "UNKNOWN", message: "nobody knows whether it was performed: no answer came in time" }],
      },
    ]);
    expect(row()).toMatchObject({ state: "unknown", due: "" });
    expect(await other.settle(key, { performed: done })).toMatchObject({ ok: true, result: { terminal: "completed" } });
  });

  test("holds the engine until it is answered", async () => {
    const result = send();
    await settleDown();
    let isClosed = false;
    const close = async () => {
      await engine.close();
      isClosed = true;
    };
    const closing = close();
    await settleDown();
    expect(isClosed).toBe(false);
    answer();
    await closing;
    expect(await result).toMatchObject({ terminal: "completed" });
    await expect(send()).rejects.toThrow("the engine is closed");
  });

  test("shares its commits with other runs", async () => {
    const results = Array.from({ length: 100 }, (_each, index) =>
      engine.submit(ask("WF_SEND_V0", `k${index}`, { name: "a" })),
    );
    await settleDown();
    expect(world.sent).toHaveLength(100);
    for (const { answer: give } of world.sent) give(done);
    const ended = await Promise.all(results);
    expect(ended.filter(({ terminal }) => terminal === "completed")).toHaveLength(100);
    expect(findBreak(ledger.read.journalAfter(0, 1000))).toBeUndefined();
  });
});

/** Leaves behind what a process leaves that dies when the effect of its run is in a state. */
async function stopAt(ledger: Ledger, world: World, isThere: (state: string) => boolean): Promise<void> {
  const dying: Ledger = {
    ...ledger,
    transaction: (work) => {
      if (isThere(ledger.read.awaitedOf(run)?.state ?? "")) throw new Error("the process is gone");
      return ledger.transaction(work);
    },
  };
  void world.open(dying).submit(ask("WF_SEND_V0", "k", { name: "a" }));
  await settleDown();
}
