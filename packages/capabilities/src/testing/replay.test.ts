import type { Json, JsonObject } from "@pgs/governance";
import {
  canonicalize,
  chainHash,
  checkReplay,
  createEngine,
  type JournalRow,
  type LinkedProgram,
  type RecordedRun,
  type ReplayedBy,
  recount,
  traceLines,
} from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { sideEffectHost } from "../side-effects/side-effect-host.ts";
import { asked, sample, vault } from "./sample-program.ts";

const address = "ADDR_7b86336d214b676aff8c850e37177853";

const by = (linked: LinkedProgram): ReplayedBy => ({ findProgram: () => ({ ok: true, linked }), vault });

/** A run of the sample, as a data root records it. */
async function ran(payload: Json): Promise<RecordedRun & { readonly trace: string }> {
  const ledger = openMemoryLedger({ maxRecords: 1000 });
  const clock = { now: () => "2026-01-01T00:00:00.000Z" };
  const entropy = { bytes: (count: number) => new Uint8Array(count) };
  const parts = { linked: sample, host: sideEffectHost("0.1.0"), clock, entropy, vault, tenant: "t" };
  const { run } = await createEngine({ ...parts, ledger }).submit(asked("k", payload));
  const rows = ledger.read.journalOf(run);
  return { run, rows, row: ledger.read.run(run), trace: traceLines(recount({ linked: sample, vault }, rows)).text };
}

/** Changes the body of the only row, and seals the row again, as whoever holds the file could. */
function forged({ rows: [row], ...rest }: RecordedRun, change: (body: Body) => void): RecordedRun {
  const body = JSON.parse(row?.body ?? "") as Body;
  change(body);
  const entry = { ...(row as JournalRow), body: canonicalize(body as unknown as Json) };
  return { ...rest, rows: [{ ...entry, hash: chainHash(entry.prev, entry) }] };
}

interface Body {
  readonly header: { payload: JsonObject; key: string };
  readonly answers: { outputs: JsonObject; effect?: { store: string } }[];
  end: JsonObject;
  v: number;
}

describe("a replay", () => {
  test.each(["go on", "deny", "fail", "throw", "odd"])("of a run that was to %s is equal", async (wish) => {
    const recorded = await ran({ name: "a", wish });
    const { trace, ...untraced } = recorded;
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(checkReplay(by(sample), recorded)).toEqual({
      kind: "equal",
      run: recorded.run,
      trace_digest: digest,
      against: "trace",
    });
    expect(checkReplay(by(sample), untraced)).toMatchObject({
      kind: "equal",
      trace_digest: digest,
      against: "journal",
    });
    expect(trace).toContain(`"trace_digest":"`);
  });

  test("of a rejected run is equal", async () => {
    expect(checkReplay(by(sample), await ran({}))).toMatchObject({ kind: "equal" });
  });

  test("names the first difference by the trace: what was recorded, and what it attempts", async () => {
    const other: LinkedProgram = {
      ...sample,
      transforms: [() => ({ outcome: "VIOLATION", outputs: {}, reason: "not today" })],
    };
    const verdict = checkReplay(by(other), await ran({ name: "a" }));
    expect(verdict).toMatchObject({
      kind: "different",
      difference: { place: "KEEP/choose", what: "outcome", recorded: "SUCCESS", attempted: "VIOLATION" },
      finding: {
        code: "PGS7080",
        message: expect.stringContaining(
          'replays differently at KEEP/choose: outcome was recorded as "SUCCESS" and attempted as "VIOLATION"',
        ),
      },
    });
    if (verdict.kind === "different") expect(verdict.attempted_digest).not.toBe(verdict.recorded_digest);
  });

  test.each<[string, (body: Body) => void, JsonObject]>([
    [
      "an answer",
      ({ answers: [first] }) => void (first && Object.assign(first, { outputs: { address: "ADDR_0" } })),
      { place: "KEEP/register", what: "outputs/address", recorded: address, attempted: "ADDR_0" },
    ],
    [
      "the payload",
      ({ header }) => void (header.payload = { name: "b" }),
      { place: "", what: "payload/name", recorded: "a", attempted: "b" },
    ],
  ])("names %s that was changed, although the row was sealed again", async (_, change, difference) => {
    const recorded = await ran({ name: "a" });
    expect(checkReplay(by(sample), forged(recorded, change))).toMatchObject({ kind: "different", difference });
  });

  test.each<[string, (body: Body) => void, JsonObject]>([
    [
      "the store of an effect",
      ({ answers: [first] }) => void (first?.effect && Object.assign(first.effect, { store: "d::STRUCTURE_S_V0/LOG" })),
      { place: "KEEP/register", what: "effect/store", recorded: "d::STRUCTURE_S_V0/LOG" },
    ],
    [
      "the end",
      (body) => void (body.end = { class: "denied", exit: "DENIED", emitted: [] }),
      { place: "DONE", what: "end/class", recorded: "denied", attempted: "completed" },
    ],
    [
      "an invented fault",
      (body) =>
        void (body.end = { fault: { code: "PGS7020", message: "no", node: "KEEP", artifact: "d::CC_KEEP_V0" } }),
      { place: "DONE", what: "end", recorded: { fault: "PGS7020", at: "KEEP" } },
    ],
    [
      "one answer more",
      ({ answers }) => void answers.push({ outputs: {} }),
      { place: "", what: "the number of answers", recorded: 3, attempted: 2 },
    ],
  ])("finds %s changed without a trace", async (_, change, difference) => {
    const { trace: _trace, ...recorded } = await ran({ name: "a" });
    expect(checkReplay(by(sample), forged(recorded, change))).toMatchObject({ kind: "different", difference });
  });

  test("finds a run's row that says another end", async () => {
    const { row, ...recorded } = await ran({ name: "a" });
    const verdict = checkReplay(by(sample), { ...recorded, row: row && { ...row, terminal: "denied" } });
    expect(verdict).toMatchObject({ difference: { what: "the run's row/terminal", recorded: "denied" } });
  });

  test("does not take what befell the engine for a difference", async () => {
    const { trace: _trace, row: _row, ...recorded } = await ran({ name: "a" });
    const fault = { code: "PGS7030", message: "the disk is full", node: "", artifact: "d::WF_KEEP_V0" };
    expect(
      checkReplay(
        by(sample),
        forged(recorded, (body) => void (body.end = { fault })),
      ),
    ).toMatchObject({
      kind: "equal",
    });
  });

  test.each<[string, string, (recorded: RecordedRun & { readonly trace: string }) => RecordedRun, string]>([
    ["a changed row", "PGS7081", changedRow, "it is not as it was written, its hash is another one"],
    ["a row of a format to come", "PGS7081", (r) => forged(r, (body) => void (body.v = 3)), "has format 3"],
    ["another run's row", "PGS7081", (r) => ({ ...r, run: "R_0" }), "it is of run R_"],
    ["another key", "PGS7081", (r) => forged(r, ({ header }) => void (header.key = "l")), "is another run"],
    ["no row", "PGS7084", (r) => ({ ...r, rows: [] }), "it holds no row of the run"],
    [
      "a cut journal",
      "PGS7084",
      (r) => forged(r, ({ answers }) => void answers.pop()),
      "`KEEP/log` has no answer, and the run did not end there",
    ],
    ["a torn trace", "PGS7085", (r) => ({ ...r, trace: r.trace.replace(address, "ADDR_0") }), "its hash is not that"],
  ])("refuses %s", async (_, code, change, words) => {
    const verdict = checkReplay(by(sample), change(await ran({ name: "a" })));
    expect(verdict).toMatchObject({ kind: "refused", finding: { code, message: expect.stringContaining(words) } });
  });

  test("refuses another program", async () => {
    const verdict = checkReplay(by({ ...sample, programDigest: "e".repeat(64) }), await ran({ name: "a" }));
    expect(verdict).toMatchObject({ kind: "refused", finding: { code: "PGS7082" } });
  });
});

function changedRow(recorded: RecordedRun): RecordedRun {
  return {
    ...recorded,
    rows: recorded.rows.map((row) => ({ ...row, body: row.body.replace('"name":"a"', '"name":"b"') })),
  };
}

describe("a duplicate under another program", () => {
  const clock = { now: () => "2026-01-01T00:00:00.000Z" };
  const entropy = { bytes: (count: number) => new Uint8Array(count) };
  const next: LinkedProgram = { ...sample, programDigest: "e".repeat(64), transforms: [() => JSON.parse("{")] };
  const host = sideEffectHost("0.1.0");

  test("gets its first answer, told by the program that gave it", async () => {
    const ledger = openMemoryLedger({ maxRecords: 1000 });
    const parts = { host, clock, entropy, vault, tenant: "t", ledger };
    const first = await createEngine({ ...parts, linked: sample }).submit(asked("k", { name: "a" }));
    const findProgram = (digest: string) => (digest === sample.programDigest ? sample : undefined);
    const again = await createEngine({ ...parts, linked: next, findProgram }).submit(asked("k", { name: "a" }));
    expect(again).toEqual({ ...first, duplicate: true });
  });

  test("is told how it ended and no more where that program is not kept", async () => {
    const ledger = openMemoryLedger({ maxRecords: 1000 });
    const parts = { host, clock, entropy, vault, tenant: "t", ledger };
    await createEngine({ ...parts, linked: sample }).submit(asked("k", { name: "a" }));
    const again = await createEngine({ ...parts, linked: next }).submit(asked("k", { name: "a" }));
    expect(again).toMatchObject({ terminal: "completed", duplicate: true, path: [], reasons: [{ code: "PGS7010" }] });
  });
});
