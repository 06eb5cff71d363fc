import {
  awaitedId,
  checkReplay,
  type Engine,
  examinationText,
  examineTrace,
  findBreak,
  type JournalRow,
  type Ledger,
  readTrace,
  recount,
  runId,
  traceHtml,
  traceLines,
  traceMarkdown,
  verifyTrace,
} from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { openWorld, toldOn, type World } from "./by-hand.ts";
import { ledgerKinds } from "./ledger-kinds.ts";
import { vault } from "./sample-program.ts";
import { ask, suspending } from "./suspended-program.ts";

const run = runId({ tenant: "t", workflow: "d::WF_WAIT_V0", key: "k", attempt: 1 });
const id = awaitedId(run, 0);

describe.each(ledgerKinds())("a run that waits, on a ledger %s", (_, open) => {
  let ledger: Ledger;
  let world: World;
  let engine: Engine;
  beforeEach(() => {
    ledger = open();
    world = openWorld();
    engine = world.open(ledger);
  });
  const submit = (payload: Parameters<typeof ask>[2]) => engine.submit(ask("WF_WAIT_V0", "k", payload));

  test("is answered as waiting, with what settles it", async () => {
    const result = await submit({ name: "a", until: "2026-01-02T00:00:00.000Z" });
    expect(result).toMatchObject({
      run,
      terminal: "waiting",
      exit: "",
      outputs: {},
      awaits: { id, kind: "wait", side_effect: "d::CS_WAIT_V0", op: "AWAIT", due: "2026-01-02T00:00:00.000Z" },
      reasons: [{ code: "WAITING", message: `waits for \`CS_WAIT_V0\` AWAIT (${id})`, at: "ACT/wait" }],
      emitted: [{ event: "d::EV_TOLD_V0", fields: { told: "before", given: "a", at: "2026-01-01T00:00:00.000Z" } }],
      path: [
        { node: "ADMIT", artifact: "d::IN_WAIT_V0", outcome: "ACK" },
        { node: "ACT", artifact: "d::CC_WAIT_V0", outcome: "waiting" },
      ],
    });
    expect(ledger.read.run(run)).toMatchObject({ terminal: "waiting", exit: "" });
    expect(ledger.read.awaitedOf(run)).toEqual({
      run,
      segment: 0,
      kind: "wait",
      id,
      sideEffect: "d::CS_WAIT_V0",
      op: "AWAIT",
      state: "open",
      holder: "",
      due: "2026-01-02T00:00:00.000Z",
      body: '{"name":"a"}',
    });
  });

  test("goes on with the answer, at another instant, in another engine", async () => {
    await submit({ name: "a" });
    await engine.close();
    world.now = "2026-03-01T12:00:00.000Z";
    const later = world.open(ledger);
    const settled = await later.settle(id, { yes: true });
    expect(settled).toMatchObject({
      ok: true,
      result: {
        terminal: "completed",
        exit: "DONE",
        outputs: { came: { name: "a", for: "asserted-by-operator", id }, now: "2026-03-01T12:00:00.000Z" },
        emitted: [{ fields: { told: "before" } }, { fields: { told: "after", at: "2026-03-01T12:00:00.000Z" } }],
      },
    });
    expect(toldOn(ledger)).toEqual([
      "before a at 00:00",
      `after {"for":"asserted-by-operator","id":"${id}","name":"a"} at 12:00`,
    ]);
    expect(ledger.read.run(run)).toMatchObject({ terminal: "completed", exit: "DONE", at: "2026-01-01T00:00:00.000Z" });
    expect(ledger.read.awaitedOf(run)).toBeUndefined();
    expect(ledger.read.journalOf(run).map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        v: 2,
        header: { workflow: "d::WF_WAIT_V0" },
        answers: [{}],
        end: { awaits: { id, kind: "wait", side_effect: "d::CS_WAIT_V0", op: "AWAIT" } },
      },
      {
        v: 2,
        now: "2026-03-01T12:00:00.000Z",
        answers: [{ outcome: "SUCCESS" }, {}],
        end: { class: "completed", exit: "DONE", emitted: [] },
      },
    ]);
    expect(findBreak(ledger.read.journalAfter(0, 100))).toBeUndefined();
  });

  test("is settled once", async () => {
    await submit({ name: "a" });
    const both = await Promise.all([engine.settle(id, { yes: true }), world.open(ledger).settle(id, { yes: false })]);
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
    expect(both[1]).toMatchObject({ reason: { code: "PGS7034" } });
    expect(await engine.settle(id, { yes: true })).toMatchObject({ ok: false, reason: { code: "PGS7034" } });
    expect(toldOn(ledger)).toHaveLength(2);
  });

  test("keeps waiting when what is offered is refused", async () => {
    await submit({ name: "a" });
    const before = ledger.read.journalAfter(0, 100);
    expect(await engine.settle(id, {})).toEqual({
      ok: false,
      reason: { code: "NO_ANSWER", message: "say yes or no", at: "" },
    });
    expect(ledger.read.journalAfter(0, 100)).toEqual(before);
    expect(await engine.settle(id, { yes: false })).toMatchObject({ ok: true, result: { terminal: "denied" } });
  });

  test("tells whoever asks again where it stands", async () => {
    await submit({ name: "a" });
    expect(await submit({ name: "a" })).toMatchObject({ run, terminal: "waiting", duplicate: true, awaits: { id } });
    expect(await submit({ name: "b" })).toMatchObject({ terminal: "key_reuse" });
    await engine.settle(id, { yes: true });
    expect(await submit({ name: "a" })).toMatchObject({ run, terminal: "completed", duplicate: true });
    expect(toldOn(ledger)).toHaveLength(2);
  });

  test("is answered at once where nobody can be asked", async () => {
    expect(await submit({ name: "nobody" })).toMatchObject({ terminal: "denied" });
    expect(ledger.read.journalOf(run)).toHaveLength(1);
    expect(ledger.read.awaitedAfter("", 10)).toEqual([]);
  });

  test("ends by its time, and what comes later is refused", async () => {
    await submit({ name: "a", until: "2026-01-02T00:00:00.000Z" });
    expect(await engine.wake()).toEqual([]);
    world.now = "2026-01-02T00:00:00.000Z";
    expect(await engine.settle(id, { yes: true })).toMatchObject({ ok: false, reason: { code: "PGS7035" } });
    expect(ledger.read.run(run)).toMatchObject({ terminal: "denied" });
  });

  test.each(["wake", "recover"] as const)("ends by its time when the engine looks: %s", async (look) => {
    await submit({ name: "a", until: "2026-01-02T00:00:00.000Z" });
    world.now = "2026-01-03T00:00:00.000Z";
    expect(await engine[look]()).toMatchObject([{ run, terminal: "denied", reasons: [{}, { code: "EXPIRED" }] }]);
    expect(await engine[look]()).toEqual([]);
  });

  test("undoes what a failed segment wrote, and nothing of those before it", async () => {
    await submit({ name: "a", wish: "fail" });
    const settled = await engine.settle(id, { yes: true });
    expect(settled).toMatchObject({
      result: { terminal: "failed", exit: "FAILED", emitted: [{ fields: { told: "before" } }] },
    });
    expect(toldOn(ledger)).toEqual(["before a at 00:00"]);
    expect(ledger.read.run(run)).toMatchObject({ terminal: "failed" });
    expect(await submit({ name: "a", wish: "fail" })).toMatchObject({ terminal: "waiting", duplicate: false });
  });

  test("undoes what a faulted segment wrote, and nothing of those before it", async () => {
    await submit({ name: "a", wish: "throw" });
    expect(await engine.settle(id, { yes: true })).toMatchObject({
      result: { terminal: "faulted", emitted: [{ fields: { told: "before" } }] },
    });
    expect(toldOn(ledger)).toEqual(["before a at 00:00"]);
  });

  test("stays where its program is not kept, and goes on with the one that began it", async () => {
    await submit({ name: "a" });
    const other = { ...suspending, programDigest: "6".repeat(64) };
    const without = world.open(ledger, { linked: other });
    expect(await without.settle(id, { yes: true })).toMatchObject({
      ok: false,
      reason: {
        code: "PGS7037",
        message: `run \`${run}\` cannot go on: program ${"5".repeat(64)}, which began it, is not kept`,
      },
    });
    expect(await without.recover()).toEqual([]);
    const kept = world.open(ledger, { linked: other, kept: [suspending] });
    expect(await kept.settle(id, { yes: true })).toMatchObject({
      ok: true,
      result: { terminal: "completed", snapshot: "5".repeat(64) },
    });
  });

  test("stays where its journal was changed", async () => {
    await submit({ name: "a" });
    const changed = (row: JournalRow): JournalRow => ({ ...row, body: row.body.replace('"name":"a"', '"name":"b"') });
    const tampered: Ledger = {
      ...ledger,
      transaction: (work) =>
        ledger.transaction((tx) => work({ ...tx, journalOf: (of) => tx.journalOf(of).map(changed) })),
    };
    expect(await world.open(tampered).settle(id, { yes: true })).toEqual({
      ok: false,
      reason: {
        code: "PGS7037",
        message: `run \`${run}\` cannot go on: row 1 of the journal: it is not as it was written, its hash is another one`,
        at: "",
      },
    });
    expect(ledger.read.awaitedOf(run)).toMatchObject({ id, state: "open" });
  });

  test("is traced up to where it waits, and anew when it has gone on", async () => {
    await submit({ name: "a", until: "2026-01-02T00:00:00.000Z" });
    const by = { linked: suspending, vault };
    const waiting = recount(by, ledger.read.journalOf(run));
    expect(waiting.end).toMatchObject({
      terminal: "waiting",
      awaits: { id, at: "ACT/wait" },
      at: "2026-01-01T00:00:00.000Z",
    });
    expect(verifyTrace(traceLines(waiting).text).verdict).toBe("intact");
    world.now = "2026-01-01T08:00:00.000Z";
    await engine.settle(id, { yes: true });
    const ended = recount(by, ledger.read.journalOf(run));
    expect(ended.records.map(({ type, step, at }) => `${type} ${step ?? ""} ${at.slice(11, 13)}`)).toEqual([
      "admission  00",
      "step before 00",
      "step wait 08",
      "step after 08",
      "step choose 08",
      "node  08",
      "exit  08",
    ]);
    expect(ended.end).toMatchObject({ terminal: "completed", at: "2026-01-01T08:00:00.000Z" });
    expect(verifyTrace(traceLines(ended).text).verdict).toBe("intact");
  });

  test("is examined as waiting, with where and for what", async () => {
    await submit({ name: "a" });
    const { text } = traceLines(recount({ linked: suspending, vault }, ledger.read.journalOf(run)));
    const sources = new Map([["d::CC_WAIT_V0#wait", "protocol/CC_WAIT_V0.yaml:7"]]);
    const examination = examineTrace(text, { sources });
    expect(examination).toMatchObject({
      classification: "waiting",
      verdict: "waiting at ACT: for `CS_WAIT_V0` AWAIT",
      cause: {
        node: "ACT",
        step: "wait",
        artifact: "d::CC_WAIT_V0",
        uses: "d::CS_WAIT_V0",
        outcome: "waiting",
        declared: "protocol/CC_WAIT_V0.yaml:7",
      },
      path: [{ node: "ADMIT" }, { node: "ACT", artifact: "d::CC_WAIT_V0", outcome: "waiting" }],
      isRolledBack: false,
      next: `pgs pending ${id}`,
    });
    expect(examinationText(examination)).toContain("… waiting at ACT: for `CS_WAIT_V0` AWAIT");
    if (examination.proof === "tampered") throw new Error(examination.verdict);
    const page = traceMarkdown({ trace: readTrace(text), examination });
    expect(page.slice(page.indexOf("### ACT"))).toMatch(
      /^### ACT → waiting\n\n- by `d::CC_WAIT_V0`\n- because `WAITING` waits for/,
    );
    expect(page).toContain("#### ACT / before → SUCCESS");
    expect(traceHtml({ text, examination })).toContain('<span class="node">ACT</span>');
  });

  test("tells what stays when what its last segment wrote was rolled back", async () => {
    await submit({ name: "a", wish: "fail" });
    await engine.settle(id, { yes: true });
    const { text } = traceLines(recount({ linked: suspending, vault }, ledger.read.journalOf(run)));
    expect(verifyTrace(text).verdict).toBe("intact");
    const examination = examineTrace(text, {});
    expect(examination).toMatchObject({
      classification: "failed",
      isRolledBack: true,
      effects: [
        { step: "before", isWrite: true, isKept: true },
        { step: "after", isWrite: true },
      ],
    });
    if (examination.proof === "tampered") throw new Error(examination.verdict);
    const page = traceMarkdown({ trace: readTrace(text), examination });
    expect(page).toContain("What its last segment wrote was rolled back; what those before it wrote stays.");
    expect(page).toContain("entry 2 added, rolled back");
    expect(examinationText(examination)).toContain("what its last segment wrote was rolled back");
    expect(traceHtml({ text, examination })).toContain("What its last segment wrote was rolled back.");
  });

  test("replays equally, however many of its segments there are", async () => {
    await submit({ name: "a" });
    const check = (rows = ledger.read.journalOf(run)) => {
      const findProgram = () => ({ ok: true, linked: suspending }) as const;
      const trace = traceLines(recount({ linked: suspending, vault }, rows)).text;
      const row = ledger.read.run(run);
      return checkReplay({ findProgram, vault }, { run, rows, row, trace });
    };
    expect(check().kind).toBe("equal");
    await engine.settle(id, { yes: true });
    expect(check().kind).toBe("equal");
    const [first, second] = ledger.read.journalOf(run);
    const by = { findProgram: () => ({ ok: true, linked: suspending }) as const, vault };
    const cut = checkReplay(by, { run, rows: first ? [first] : [], row: ledger.read.run(run) });
    expect(cut).toMatchObject({ kind: "different", difference: { what: "the run's row/exit" } });
    expect(checkReplay(by, { run, rows: second ? [second] : [] })).toMatchObject({ kind: "refused" });
  });
});
