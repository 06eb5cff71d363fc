import type { Json } from "@pgs/governance";
import {
  canonicalize,
  createEngine,
  type Engine,
  findBreak,
  type Ledger,
  loadFacts,
  type RunRequest,
  readHeader,
  recount,
  runId,
} from "@pgs/runtime";
import * as fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { ledgerKinds } from "./ledger-kinds.ts";
import { asked, sample, vault } from "./sample-program.ts";

const now = "2026-01-01T00:00:00.000Z";
const kept = "d::STRUCTURE_S_V0/KEPT";
const log = "d::STRUCTURE_S_V0/LOG";
const done = "d::STRUCTURE_S_V0/DONE";
const address = "ADDR_7b86336d214b676aff8c850e37177853";

function engineOn(ledger: Ledger): Engine {
  const entropy = { bytes: (count: number) => new Uint8Array(count) };
  const host = sideEffectHost("0.1.0");
  return createEngine({ linked: sample, ledger, host, clock: { now: () => now }, entropy, vault, tenant: "t" });
}

function idOf(key: string, attempt = 1): string {
  return runId({ tenant: "t", workflow: "d::WF_KEEP_V0", key, attempt });
}

describe.each(ledgerKinds())("an engine on a ledger %s", (_, open) => {
  let ledger: Ledger;
  let engine: Engine;
  beforeEach(() => {
    ledger = open();
    engine = engineOn(ledger);
  });
  const submit = (key: string, payload: Json): ReturnType<Engine["submit"]> => engine.submit(asked(key, payload));
  const counts = (): readonly number[] => [kept, log, done].map((store) => ledger.read.count(store));

  test("answers with what happened, when it is kept", async () => {
    const result = await submit("k", { name: "a" });
    expect(result).toEqual({
      schemaVersion: 1,
      run: idOf("k"),
      workflow: "d::WF_KEEP_V0",
      snapshot: "d".repeat(64),
      tenant: "t",
      terminal: "completed",
      exit: "DONE",
      outputs: { address },
      path: [
        { node: "ADMIT", artifact: "d::IN_WF_KEEP_V0", outcome: "ACK" },
        { node: "KEEP", artifact: "d::CC_KEEP_V0", outcome: "SUCCESS" },
        { node: "DONE", artifact: "d::WF_KEEP_V0", outcome: "completed" },
      ],
      emitted: [
        { event: "d::EV_LOGGED_V0", fields: { name: "a" } },
        { event: "d::EV_DONE_V0", fields: { address } },
      ],
      reasons: [],
      duplicate: false,
      trace: "",
      trace_digest: "",
    });
    expect(ledger.read.records(kept)).toEqual([{ key: "a", version: 1, record: { key: "a", address } }]);
    expect(ledger.read.eventsAfter(done, 0, 9)).toEqual([
      { sequence: 1, event: "d::EV_DONE_V0", stream: "", run: idOf("k"), at: now, record: { address } },
    ]);
    expect(ledger.read.runs(9)).toMatchObject([{ key: "k", attempt: 1, terminal: "completed", exit: "DONE", at: now }]);
  });

  test("journals one canonical row a run, from which it is recounted", async () => {
    const { run, path } = await submit("k", { name: "a" });
    const rows = ledger.read.journalOf(run);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.body).toBe(canonicalize(JSON.parse(rows[0]?.body ?? "") as Json));
    expect(readHeader(rows).payload).toEqual({ name: "a" });
    const account = recount({ linked: sample, vault }, rows);
    expect(account.header).toMatchObject({ run, payload: { name: "a", wish: "go on" }, at: now, attempt: 1 });
    expect(account.records.map(({ type, node, step, outcome }) => [type, step ?? node, outcome])).toEqual([
      ["admission", "ADMIT", "ACK"],
      ["step", "register", "SUCCESS"],
      ["step", "choose", "SUCCESS"],
      ["step", "log", "SUCCESS"],
      ["node", "KEEP", "SUCCESS"],
      ["exit", "DONE", "completed"],
    ]);
    expect(account.records[1]).toMatchObject({
      artifact: "capability_side_effects::CS_REGISTRY_V0",
      effect: { store: kept, op: "REGISTER", key: "a", version_before: 0, version_after: 1 },
    });
    expect(account.end).toEqual({
      terminal: "completed",
      exit: "DONE",
      reasons: [],
      emitted: [{ event: "d::EV_DONE_V0", store: done, fields: { address }, sequence: 1 }],
      at: now,
    });
    expect(path).toHaveLength(3);
    expect(() => recount({ linked: { ...sample, programDigest: "e".repeat(64) }, vault }, rows)).toThrow(
      "the run was made by program dd",
    );
  });

  test("answers the same request under its key with the first answer", async () => {
    const first = await submit("k", { name: "a" });
    expect(await submit("k", { name: "a" })).toEqual({ ...first, duplicate: true });
    expect(await submit("l", { name: "a" })).toMatchObject({ duplicate: false, run: idOf("l") });
    expect(counts()).toEqual([1, 2, 2]);
  });

  test("refuses another request under a key that is taken", async () => {
    await submit("k", { name: "a" });
    const other = await submit("k", { name: "b" });
    expect(other).toMatchObject({
      terminal: "key_reuse",
      run: idOf("k"),
      reasons: [
        {
          code: "PGS7008",
          message: "the key `k` stands for another request already; use a new key for a new request",
          at: "",
        },
      ],
    });
    expect(counts()).toEqual([1, 1, 1]);
  });

  test("binds a key by completed and denied, and tries again after the others", async () => {
    expect((await submit("d", { name: "a", wish: "deny" })).terminal).toBe("denied");
    expect(await submit("d", { name: "a", wish: "deny" })).toMatchObject({ terminal: "denied", duplicate: true });
    for (const payload of [{}, { name: "a", wish: "fail" }, { name: "a", wish: "throw" }, { name: "a" }]) {
      await submit("k", payload);
    }
    const rows = [1, 2, 3, 4, 5].map((attempt) => ledger.read.run(idOf("k", attempt))?.terminal);
    expect(rows).toEqual(["rejected", "failed", "faulted", "completed", undefined]);
    expect(await submit("k", { name: "a" })).toMatchObject({ duplicate: true, run: idOf("k", 4) });
  });

  test("finds the newest of many attempts", async () => {
    for (let attempt = 1; attempt <= 21; attempt += 1) {
      expect((await submit("k", {})).run).toBe(idOf("k", attempt));
    }
  });

  test("keeps of a denied run what its path wrote, with the reasons", async () => {
    expect(await submit("k", { name: "a", wish: "deny" })).toMatchObject({
      terminal: "denied",
      exit: "DENIED",
      reasons: [
        { code: "KEEP_VIOLATION", message: "`KEEP` ended with VIOLATION", at: "KEEP" },
        { code: "VIOLATION", message: "deny was asked for", at: "KEEP/choose" },
      ],
    });
    expect(counts()).toEqual([1, 0, 0]);
  });

  test.each([
    ["fail", { terminal: "failed", exit: "FAILED", emitted: [] }],
    [
      "throw",
      {
        terminal: "faulted",
        exit: "",
        reasons: [{ code: "PGS7020", message: "`d::CT_CHOOSE_V0` threw: as asked", at: "KEEP/choose" }],
      },
    ],
    ["odd", { terminal: "faulted", reasons: [{ code: "PGS7021", at: "KEEP/choose" }] }],
  ])("rolls back what a run wrote that was to %s, and journals how it ended", async (wish, result) => {
    const run = await submit("k", { name: "a", wish });
    expect(run).toMatchObject(result);
    expect(counts()).toEqual([0, 0, 0]);
    const account = recount({ linked: sample, vault }, ledger.read.journalOf(run.run));
    expect(account.end.terminal).toBe(run.terminal);
    expect(account.end.reasons).toEqual(run.reasons);
    expect(account.records.map(({ type }) => type).at(-1)).toBe(wish === "fail" ? "exit" : "fault");
  });

  test("lets those that share a commit with a fault keep what they wrote", async () => {
    const results = await Promise.all([
      submit("1", { name: "a" }),
      submit("2", { name: "b", wish: "throw" }),
      submit("3", { name: "c" }),
      submit("3", { name: "c" }),
    ]);
    expect(results.map(({ terminal, duplicate }) => [terminal, duplicate])).toEqual([
      ["completed", false],
      ["faulted", false],
      ["completed", false],
      ["completed", true],
    ]);
    expect(ledger.read.records(kept).map(({ key }) => key)).toEqual(["a", "c"]);
    expect(findBreak(ledger.read.journalAfter(0, 99))).toBeUndefined();
  });

  test("rejects what transport refused, without its text", async () => {
    const refusals = [{ code: "PGS8002", message: "the key `name` stands twice", at: "/name" }];
    const result = await engine.submit({ ...asked("k", null), payloadText: '{"name":1,"name":2}', refusals });
    expect(result).toMatchObject({ terminal: "rejected", exit: "REJECTED", outputs: {} });
    expect(result.reasons.at(-1)).toEqual(refusals[0]);
    const { header } = JSON.parse(ledger.read.journalOf(result.run)[0]?.body ?? "") as { header: Record<string, Json> };
    expect(header).toMatchObject({ payload: null, refusals });
    expect(header["payload_commit"]).toMatch(/^[0-9a-f]{64}$/);
    expect(recount({ linked: sample, vault }, ledger.read.journalOf(result.run)).end.reasons).toEqual(result.reasons);
    expect(counts()).toEqual([0, 0, 0]);
  });

  test.each<[string, Partial<RunRequest>, string]>([
    [
      "an unknown workflow",
      { workflow: "d::WF_KEPT_V0" },
      "the snapshot has no workflow `d::WF_KEPT_V0`; did you mean `d::WF_KEEP_V0`?",
    ],
    ["a retired one", { workflow: "d::WF_OLD_V0" }, "`d::WF_OLD_V0` is retired and is no longer run"],
    ["a blank key", { key: " " }, "the key of the request is blank"],
    ["a key that is no plain text", { key: "a\0b" }, "the key of the request is no plain text"],
  ])("journals nothing for %s", async (_what, change, message) => {
    const result = await engine.submit({ ...asked("k", {}), ...change });
    expect(result).toMatchObject({ terminal: "rejected", run: "", reasons: [{ message }] });
    expect(ledger.read.runs(9)).toEqual([]);
  });

  test("loads facts as a whole, validated and journaled", () => {
    const load = (records: Record<string, Json>, store = 3): ReturnType<typeof loadFacts> =>
      loadFacts({ linked: sample, ledger, vault, store, records, now });
    expect(load({ a: { name: "x" }, b: { name: "y" } })).toMatchObject({ ok: true, count: 2 });
    expect(load({ c: { name: "z" }, "d/e": { name: 5 }, f: [] })).toEqual({
      ok: false,
      reasons: [
        {
          code: "PGS7031",
          message: "`/name` of the record `d/e` of `d::STRUCTURE_S_V0/KNOWN` must be a string",
          at: "/d~1e/name",
        },
        {
          code: "PGS7031",
          message: "the record `f` of `d::STRUCTURE_S_V0/KNOWN` must be an object",
          at: "/f",
        },
      ],
    });
    expect(load({}, 0)).toMatchObject({ ok: false, reasons: [{ code: "PGS7032" }] });
    expect(ledger.read.records("d::STRUCTURE_S_V0/KNOWN").map(({ key }) => key)).toEqual(["a", "b"]);
    expect(ledger.read.journalAfter(0, 9).map(({ kind, run }) => [kind, run])).toEqual([["load", ""]]);
  });

  test("never throws, whatever JSON the payload is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.json(), async (key, payloadText) => {
        const result = await engine.submit({ ...asked(key, null), payloadText });
        expect(["completed", "denied", "rejected"]).toContain(result.terminal);
        expect(recount({ linked: sample, vault }, ledger.read.journalOf(result.run)).end.terminal).toBe(
          result.terminal,
        );
      }),
      { numRuns: 60 },
    );
    for (const payloadText of [
      "",
      "{",
      '"\\ud800"',
      "[".repeat(5000) + "]".repeat(5000),
      '{"__proto__":{"name":"a"}}',
    ]) {
      expect((await engine.submit({ ...asked(payloadText.slice(0, 9) || "e", null), payloadText })).terminal).toBe(
        "rejected",
      );
    }
    expect(findBreak(ledger.read.journalAfter(0, 9999))).toBeUndefined();
  });

  test("takes nothing more once it is closed", async () => {
    const last = submit("k", { name: "a" });
    await engine.close();
    expect((await last).terminal).toBe("completed");
    await expect(submit("l", { name: "b" })).rejects.toThrow("the engine is closed");
  });
});

describe("a commit that fails", () => {
  /** A ledger whose `failing`th transactions do their work and then do not commit. */
  function failing(inner: Ledger, ...turns: readonly number[]): Ledger {
    let turn = 0;
    return {
      ...inner,
      transaction: (work) => {
        turn += 1;
        const isFailing = turns.includes(turn);
        return inner.transaction((tx) => {
          const made = work(tx);
          if (isFailing) throw new Error("the disk is full");
          return made;
        });
      },
    };
  }

  test("fails every run in it, and their ends are journaled on their own", async () => {
    const ledger = openMemoryLedger({ maxRecords: 9 });
    const engine = engineOn(failing(ledger, 1));
    const results = await Promise.all(["1", "2"].map((key) => engine.submit(asked(key, { name: key }))));
    for (const { terminal, reasons } of results) {
      expect(terminal).toBe("faulted");
      expect(reasons).toEqual([
        { code: "PGS7030", message: "the run could not be committed: the disk is full", at: "" },
      ]);
    }
    expect(ledger.read.count(kept)).toBe(0);
    expect(ledger.read.runs(9).map(({ terminal }) => terminal)).toEqual(["faulted", "faulted"]);
    expect(recount({ linked: sample, vault }, ledger.read.journalOf(idOf("1"))).end.reasons).toEqual(
      results[0]?.reasons,
    );
    expect(await engine.submit(asked("1", { name: "1" }))).toMatchObject({ terminal: "completed", run: idOf("1", 2) });
  });

  test("says so when not even the end could be journaled", async () => {
    const engine = engineOn(failing(openMemoryLedger({ maxRecords: 9 }), 1, 2));
    expect((await engine.submit(asked("1", { name: "1" }))).reasons.map(({ message }) => message)).toEqual([
      "the run could not be committed: the disk is full",
      "nor could its end be journaled: the disk is full",
    ]);
  });
});
