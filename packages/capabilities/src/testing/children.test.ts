import type { Json, JsonObject } from "@pgs/governance";
import { awaitedId, checkReplay, type Engine, findBreak, type Ledger, readHeader, recount, runId } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { openWorld, settleDown, toldOn, type World } from "./by-hand.ts";
import { ledgerKinds } from "./ledger-kinds.ts";
import { vault } from "./sample-program.ts";
import { ask, askChild, suspending } from "./suspended-program.ts";

const done = { outcome: "SUCCESS", outputs: { receipt: "r" } };
const idOf = (workflow: string, key: string) => runId({ tenant: "t", workflow: `d::${workflow}`, key, attempt: 1 });
const child = (name: string, more: JsonObject = {}, workflow = "WF_SEND_V0") => askChild(workflow, { name, ...more });

describe.each(ledgerKinds())("children, on a ledger %s", (_, open) => {
  let ledger: Ledger;
  let world: World;
  let engine: Engine;
  beforeEach(() => {
    ledger = open();
    world = openWorld();
    engine = world.open(ledger);
  });
  const run = (workflow: string, children: readonly Json[], more: object = {}) =>
    engine.submit(ask(workflow, "k", { name: "p", children, ...more } as Json));
  const parent = (workflow: string) => idOf(workflow, "k");
  const childOf = (workflow: string, index: number, of = "WF_SEND_V0") =>
    idOf(of, `${parent(workflow)}/ACT/run/${index}`);
  const terminals = () =>
    Object.fromEntries(ledger.read.runs(100).map(({ key, terminal }) => [key.slice(-1), terminal]));
  /** Answers all that was sent, as it is sent, until nothing more is. */
  const answerAll = async (answer = done) => {
    for (await settleDown(); world.sent.length > 0; await settleDown()) world.sent.shift()?.answer(answer);
  };

  test("one: its end is the answer of the step, and it is a run of its own", async () => {
    const result = run("WF_ONE_V0", [child("a")]);
    await answerAll();
    const id = childOf("WF_ONE_V0", 0);
    expect(await result).toMatchObject({
      terminal: "completed",
      outputs: { came: { run: id, execution_result: { came: { receipt: "r" }, now: "2026-01-01T00:00:00.000Z" } } },
    });
    expect(readHeader(ledger.read.journalOf(id))).toMatchObject({
      key: `${parent("WF_ONE_V0")}/ACT/run/0`,
      causation: parent("WF_ONE_V0"),
      attempt: 1,
      actor: { actor: "d::AC_HELPER_V0", attributes: {}, provenance: "workflow" },
    });
    expect(ledger.read.journalOf(parent("WF_ONE_V0")).map(({ body }) => JSON.parse(body))).toMatchObject([
      { end: { awaits: { id: awaitedId(parent("WF_ONE_V0"), 0), kind: "children" } } },
      { answers: [{ outcome: "SUCCESS" }, {}], end: { class: "completed" } },
    ]);
    expect(toldOn(ledger).map((told) => told.slice(0, 12))).toEqual([
      "before p at ",
      "before a at ",
      'after {"rece',
      'after {"exec',
    ]);
  });

  test.each([
    ["denied", { wish: "deny" }, "VIOLATION", "denied"],
    ["rejected", { name: "refused" }, "VIOLATION", "denied"],
    ["failed", { wish: "fail" }, "BACKEND_ERROR", "failed"],
    ["faulted", { wish: "throw" }, "BACKEND_ERROR", "failed"],
  ])("one that is %s ends its parent as the parent says", async (how, more, outcome, ends) => {
    const result = run("WF_ONE_V0", [child("a", more)]);
    await answerAll();
    const told = await result;
    expect(told).toMatchObject({ terminal: ends });
    expect(told.reasons).toContainEqual({
      code: outcome,
      message: `\`d::WF_SEND_V0\` ended ${how} (${childOf("WF_ONE_V0", 0)})`,
      at: "ACT/run",
    });
    expect(ledger.read.run(childOf("WF_ONE_V0", 0))).toMatchObject({ terminal: how });
  });

  test("in sequence: each begins when the one before has ended, and progress is told", async () => {
    const result = run("WF_EACH_V0", [child("a"), child("b"), child("c")]);
    await settleDown();
    expect(world.sent.map(({ call }) => call.inputs["name"])).toEqual(["a"]);
    expect(terminals()).toEqual({ k: "waiting", 0: "waiting" });
    await answerAll();
    expect(await result).toMatchObject({
      terminal: "completed",
      outputs: {
        came: {
          items_processed: 3,
          results: [0, 1, 2].map((index) => ({
            run: childOf("WF_EACH_V0", index),
            terminal: "completed",
            exit: "DONE",
          })),
        },
      },
    });
    expect(world.progress).toEqual(
      [1, 2, 3].map((done) => ({ run: parent("WF_EACH_V0"), node: "ACT", step: "run", done, total: 3 })),
    );
  });

  test("in sequence: the first that does not complete is the last", async () => {
    const result = run("WF_EACH_V0", [child("a"), child("b", { wish: "deny" }), child("c")]);
    await answerAll();
    expect(await result).toMatchObject({ terminal: "denied" });
    expect(terminals()).toEqual({ k: "denied", 0: "completed", 1: "denied" });
    const answers = JSON.parse(ledger.read.journalOf(parent("WF_EACH_V0"))[1]?.body ?? "").answers;
    expect(answers[0]).toMatchObject({
      outcome: "VIOLATION",
      outputs: {
        items_processed: 1,
        results: [{ terminal: "completed" }, { terminal: "denied", exit: "DENIED", outputs: {} }],
      },
    });
  });

  test("in sequence: none is nothing to do", async () => {
    expect(await run("WF_EACH_V0", [])).toMatchObject({ outputs: { came: { items_processed: 0, results: [] } } });
    expect(ledger.read.journalOf(parent("WF_EACH_V0"))).toHaveLength(1);
  });

  test("side by side: segment by segment in their order, whichever ends first", async () => {
    const result = run("WF_ALL_V0", [child("a"), child("b", { wish: "fail" }), child("c")]);
    await settleDown();
    expect(toldOn(ledger).map((told) => told.slice(0, 8))).toEqual(["before p", "before a", "before b", "before c"]);
    expect(world.sent.map(({ call }) => call.inputs["name"])).toEqual(["a", "b", "c"]);
    for (const { answer } of world.sent.toReversed()) {
      answer(done);
      await settleDown();
    }
    expect(await result).toMatchObject({
      terminal: "completed",
      outputs: {
        came: {
          all_succeeded: false,
          results: [
            { terminal: "completed" },
            { terminal: "failed", exit: "FAILED", outputs: {} },
            { terminal: "completed" },
          ],
        },
      },
    });
    const { records } = recount({ linked: suspending, vault }, ledger.read.journalOf(parent("WF_ALL_V0")));
    expect(records.find(({ step }) => step === "run")).toMatchObject({ outcome: "PARTIAL_FAILURE" });
  });

  test("side by side: none is a violation", async () => {
    expect(await run("WF_ALL_V0", [])).toMatchObject({ terminal: "denied" });
  });

  test.each([
    [
      "another workflow than it names",
      [{ workflow: "d::WF_OTHER_V0", payload: {} }],
      "`d::WF_OTHER_V0` is none of the workflows that it may run",
    ],
    ["what is no child", ["a"], "what it was given names no children"],
    ["two where there is one", [child("a"), child("b")], "it runs one child, not 2"],
  ])("a step that asks for %s is a fault, and nothing is begun", async (_what, children, problem) => {
    expect(await run("WF_ONE_V0", children as Json[])).toMatchObject({
      terminal: "faulted",
      reasons: [
        {
          code: "PGS7038",
          message: `\`capability_side_effects::CS_CHILDREN_V0\` runs no child: ${problem}`,
          at: "ACT/run",
        },
      ],
    });
    expect(ledger.read.runs(10)).toHaveLength(1);
  });

  test("take over who asked, the correlation and a stated instant", async () => {
    const asking = ask("WF_EACH_V0", "k", { name: "p", children: [child("a")] });
    const result = engine.submit({ ...asking, correlation: "c", now: "2020-01-01T00:00:00.000Z" });
    await answerAll();
    expect(await result).toMatchObject({ terminal: "completed", outputs: { now: "2020-01-01T00:00:00.000Z" } });
    expect(readHeader(ledger.read.journalOf(childOf("WF_EACH_V0", 0)))).toMatchObject({
      actor: { actor: "d::AC_HELPER_V0", attributes: {}, provenance: "asserted-by-operator" },
      correlation: "c",
      causation: parent("WF_EACH_V0"),
      now: "2020-01-01T00:00:00.000Z",
    });
  });

  test("are begun once by engines that race for them", async () => {
    await run("WF_ALL_V0", [child("a", {}, "WF_WAIT_V0"), child("b", {}, "WF_WAIT_V0")]);
    const others = [world.open(ledger), world.open(ledger)];
    await Promise.all(others.map((other) => other.recover()));
    const ids = [0, 1].map((index) => awaitedId(childOf("WF_ALL_V0", index, "WF_WAIT_V0"), 0));
    await Promise.all(ids.map((id, index) => others[index]?.settle(id, { yes: true })));
    await Promise.all([engine, ...others].map((other) => other.close()));
    expect(terminals()).toEqual({ k: "completed", 0: "completed", 1: "completed" });
    expect(toldOn(ledger).filter((told) => told.startsWith("before"))).toHaveLength(3);
    expect(ledger.read.journalOf(parent("WF_ALL_V0"))).toHaveLength(2);
  });

  test("have keys that nobody else may take", async () => {
    const key = `${parent("WF_ONE_V0")}/ACT/run/0`;
    expect(await engine.submit(ask("WF_SEND_V0", key, {}))).toMatchObject({
      run: "",
      terminal: "rejected",
      reasons: [{ code: "PGS7033", message: "the key of the request is one that only children of runs have" }],
    });
  });

  test("stay as they are when their parent fails later", async () => {
    const result = run("WF_ONE_V0", [child("a")], { wish: "fail" });
    await answerAll();
    expect(await result).toMatchObject({ terminal: "failed" });
    expect(terminals()).toEqual({ k: "failed", 0: "completed" });
    expect(toldOn(ledger).map((told) => told.slice(0, 8))).toEqual(["before p", "before a", 'after {"']);
  });

  test("that have children of their own are waited for as well", async () => {
    const result = run("WF_ALL_V0", [
      child("x", { children: [child("a"), child("b")] }, "WF_EACH_V0"),
      child("y", { children: [child("c")] }, "WF_ONE_V0"),
    ]);
    await settleDown();
    expect(world.sent.map(({ call }) => call.inputs["name"])).toEqual(["a", "c"]);
    await answerAll();
    expect(await result).toMatchObject({
      terminal: "completed",
      outputs: { came: { all_succeeded: true, results: [{ outputs: { came: { items_processed: 2 } } }, {}] } },
    });
    expect(ledger.read.runs(100)).toHaveLength(6);
    expect(ledger.read.awaitedAfter("", 10)).toEqual([]);
  });

  test("one that waits makes its parent wait, and its end wakes the parent, whichever engine ends it", async () => {
    const result = await run("WF_EACH_V0", [child("a", {}, "WF_WAIT_V0"), child("b", {}, "WF_WAIT_V0")]);
    expect(result).toMatchObject({ terminal: "waiting", awaits: { kind: "children" } });
    await engine.close();
    const waits = (index: number) => awaitedId(childOf("WF_EACH_V0", index, "WF_WAIT_V0"), 0);
    const second = world.open(ledger);
    expect(await second.settle(waits(0), { yes: true })).toMatchObject({ ok: true, result: { terminal: "completed" } });
    await second.close();
    expect(terminals()).toEqual({ k: "waiting", 0: "completed", 1: "waiting" });
    const third = world.open(ledger);
    expect(await third.settle(waits(1), { yes: true })).toMatchObject({ ok: true });
    await third.close();
    expect(terminals()).toEqual({ k: "completed", 0: "completed", 1: "completed" });
    expect(world.progress.at(-1)).toMatchObject({ done: 2, total: 2 });
    expect(world.moved.map(({ workflow, terminal }) => `${workflow.slice(6, -3)} ${terminal}`)).toEqual([
      "EACH waiting",
      "WAIT waiting",
      "WAIT completed",
      "WAIT waiting",
      "WAIT completed",
      "EACH completed",
    ]);
  });

  test("one whose time has come wakes its parent before whoever looked at it is answered", async () => {
    const until = "2026-01-02T00:00:00.000Z";
    await run("WF_EACH_V0", [child("a", { until }, "WF_WAIT_V0")]);
    await engine.close();
    world.now = until;
    const second = world.open(ledger);
    const moved = await second.wake();
    expect(moved.map(({ workflow, terminal }) => `${workflow} ${terminal}`)).toEqual([
      "d::WF_WAIT_V0 denied",
      "d::WF_EACH_V0 denied",
    ]);
    expect(terminals()).toEqual({ k: "denied", 0: "denied" });
    await second.close();
  });

  test("that wait side by side are settled in any order while others are under way", async () => {
    const result = run("WF_ALL_V0", [child("a", {}, "WF_WAIT_V0"), child("b"), child("c", {}, "WF_WAIT_V0")]);
    await settleDown();
    const waits = (index: number) => awaitedId(childOf("WF_ALL_V0", index, "WF_WAIT_V0"), 0);
    expect(await engine.settle(waits(2), { yes: true })).toMatchObject({ ok: true });
    world.sent[0]?.answer(done);
    await settleDown();
    expect(await result).toMatchObject({ terminal: "waiting" });
    expect(await engine.settle(waits(0), { yes: true })).toMatchObject({ ok: true });
    await engine.close();
    expect(terminals()).toEqual({ k: "completed", 0: "completed", 1: "completed", 2: "completed" });
  });

  test("replay equally, parent and child", async () => {
    const result = run("WF_ALL_V0", [child("a"), child("b")]);
    await answerAll();
    await result;
    const findProgram = () => ({ ok: true, linked: suspending }) as const;
    for (const row of ledger.read.runs(10)) {
      const rows = ledger.read.journalOf(row.run);
      expect(checkReplay({ findProgram, vault }, { run: row.run, rows, row }).kind).toBe("equal");
    }
  });

  test("many share commits, and none is lost", async () => {
    const result = run(
      "WF_ALL_V0",
      Array.from({ length: 200 }, (_each, index) => child(`n${index}`)),
    );
    await settleDown();
    expect(world.sent).toHaveLength(200);
    await answerAll();
    const { outputs } = await result;
    const results = (outputs["came"] as { readonly results: readonly { readonly run: string }[] }).results;
    expect(results.map(({ run: id }) => id)).toEqual(results.map((_each, index) => childOf("WF_ALL_V0", index)));
    expect(findBreak(ledger.read.journalAfter(0, 10_000))).toBeUndefined();
  });
});
