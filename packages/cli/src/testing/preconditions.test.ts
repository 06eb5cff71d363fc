import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMemoryLedger, openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import {
  canonicalize,
  checkReplay,
  findCause,
  type Ledger,
  type LinkedProgram,
  readTrace,
  recount,
  traceLines,
} from "@pgs/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { linkProtocol, openRuns, vault } from "./run-protocol.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-preconditions-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A guest comes, may leave again, and is seated while there; a table is decided on. */
const stores = {
  "protocol/STRUCTURE_HELLO_V0.yaml": `artifact: hello::STRUCTURE_HELLO_V0
stores: { GUEST_EVENTS: events }
`,
  ...event("CAME"),
  ...event("LEFT"),
  ...event("SEATED"),
  ...writer("COME", "CAME"),
  ...writer("LEAVE", "LEFT"),
};
const hall = {
  ...stores,
  "protocol/WF_SEAT_V0.yaml": `artifact: hello::WF_SEAT_V0
payload: { name: { type: string }, decision: { type: string } }
nodes:
  ADMIT:
    intent: IN_SEAT_V0
    requires: { event: EV_GUEST_CAME_V0, match: { name: $.payload.name }, unless_later: [EV_GUEST_LEFT_V0] }
  DECIDE:
    contract: CC_DECIDE_V0
    inputs: { decision: $.payload.decision, name: $.payload.name }
    forbids:
      - { event: EV_GUEST_SEATED_V0, match: { name: $.payload.name } }
    next: { APPROVED: SEATED, REJECTED: TURNED_AWAY, REFUSED: DENIED }
  SEATED:
    exit: completed
    outputs: { name: $.results.DECIDE.seated }
    emit: { event: EV_GUEST_SEATED_V0, fields: { name: $.payload.name } }
  TURNED_AWAY: { exit: denied }
`,
  "protocol/CC_DECIDE_V0.yaml": `artifact: hello::CC_DECIDE_V0
inputs: { decision: { type: string }, name: { type: string } }
outputs: { seated: { type: string } }
outcomes: { APPROVED: [seated], REJECTED: [] }
pipeline:
  - step: look
    transform: capability_transforms::CT_PURE_VALIDATE_SET_MEMBERSHIP_V0
    inputs: { value: $.inputs.decision, allowed_set: [VERIFIED] }
    outputs: { seated: $.inputs.name }
    on: { SUCCESS: exit APPROVED, VIOLATION: exit REJECTED }
`,
};

describe.each<[string, () => Ledger]>([
  ["in memory", () => openMemoryLedger({ maxRecords: 1000 })],
  [
    "in a SQLite file",
    () => {
      files += 1;
      return openSqliteLedger({ ...sqliteDefaults, path: join(folder, `${files}.db`) });
    },
  ],
])("preconditions on a ledger %s", (_, open) => {
  let linked: LinkedProgram;
  let ledger: Ledger;
  let run: ReturnType<typeof openRuns>;
  beforeAll(async () => {
    linked = await linkProtocol(hall);
  });
  beforeEach(() => {
    ledger = open();
    run = openRuns({ linked, ledger });
  });
  const seat = (decision = "VERIFIED") => run("WF_SEAT_V0", { name: "Ada", decision });

  test("refuse at the gate what nothing was written for, by a rule and a place", async () => {
    const refused = await seat();
    expect([refused.terminal, refused.exit]).toEqual(["rejected", "REJECTED"]);
    expect(refused.path.map(({ node, outcome }) => `${node} ${outcome}`)).toEqual(["ADMIT NACK", "REJECTED rejected"]);
    expect(refused.reasons.slice(1)).toEqual([
      {
        code: "PGS7011",
        message: "`ADMIT` requires `hello::EV_GUEST_CAME_V0` for this `name`, and there is none",
        at: "ADMIT",
      },
    ]);
  });

  test("are found as the cause, each where the workflow says it", async () => {
    const { run: id } = await seat();
    const trace = readTrace(traceLines(recount({ linked, vault }, ledger.read.journalOf(id))).text);
    const sources = new Map([["hello::WF_SEAT_V0#ADMIT/hello::EV_GUEST_CAME_V0", "WF_SEAT_V0.yaml:6"]]);
    expect(findCause(trace, sources)).toEqual({
      node: "ADMIT",
      artifact: "hello::WF_SEAT_V0",
      uses: "hello::EV_GUEST_CAME_V0",
      outcome: "NACK",
      declared: "WF_SEAT_V0.yaml:6",
    });
  });

  test("let pass what was written for, and only that", async () => {
    await run("WF_COME_V0", { name: "Eve" });
    expect((await seat()).terminal).toBe("rejected");
    await run("WF_COME_V0", { name: "Ada" });
    const passed = await seat();
    expect([passed.terminal, passed.outputs]).toEqual(["completed", { name: "Ada" }]);
  });

  test("count what came last", async () => {
    await run("WF_COME_V0", { name: "Ada" });
    await run("WF_LEAVE_V0", { name: "Ada" });
    const left = await seat();
    expect(left.reasons.at(-1)?.message).toBe(
      "`ADMIT` requires `hello::EV_GUEST_CAME_V0` for this `name`, and entry 2 came after entry 1",
    );
    await run("WF_COME_V0", { name: "Ada" });
    expect((await seat()).terminal).toBe("completed");
  });

  test("refuse a node with REFUSED, which is routed", async () => {
    await run("WF_COME_V0", { name: "Ada" });
    await seat();
    const again = await seat();
    expect([again.terminal, again.exit]).toEqual(["denied", "DENIED"]);
    expect(again.reasons).toEqual([
      { code: "DECIDE_REFUSED", message: "`DECIDE` ended with REFUSED", at: "DECIDE" },
      {
        code: "PGS7012",
        message: "`DECIDE` forbids `hello::EV_GUEST_SEATED_V0` for this `name`, and entry 2 is one",
        at: "DECIDE",
      },
    ]);
  });

  test("stand in the trace with what was asked and found, and are replayed from the journal alone", async () => {
    await run("WF_COME_V0", { name: "Ada" });
    const { run: id } = await seat();
    const rows = ledger.read.journalOf(id);
    const { records } = recount({ linked, vault }, rows);
    expect(records.slice(0, 3).map(({ at: __, ...record }) => record)).toEqual([
      {
        type: "precondition",
        node: "ADMIT",
        artifact: "hello::EV_GUEST_CAME_V0",
        outcome: "HOLDS",
        inputs: { kind: "requires", match: { name: "Ada" }, unless_later: ["hello::EV_GUEST_LEFT_V0"] },
        outputs: { sequence: 1 },
      },
      { type: "admission", node: "ADMIT", artifact: "hello::IN_SEAT_V0", outcome: "ACK" },
      {
        type: "precondition",
        node: "DECIDE",
        artifact: "hello::EV_GUEST_SEATED_V0",
        outcome: "HOLDS",
        inputs: { kind: "forbids", match: { name: "Ada" } },
        outputs: {},
      },
    ]);
    expect(checkReplay({ findProgram: () => ({ ok: true, linked }), vault }, { run: id, rows }).kind).toBe("equal");
  });

  test("find the events of an earlier program", async () => {
    const before = openRuns({ linked: await linkProtocol(stores), ledger });
    await before("WF_COME_V0", { name: "Ada" });
    run = openRuns({ linked, ledger });
    expect((await seat()).terminal).toBe("completed");
    expect((await seat()).exit).toBe("DENIED");
  });

  test("take events into an index when it is asked, or when it lacks as many as share a commit", async () => {
    const index = canonicalize(["hello::STRUCTURE_HELLO_V0/GUEST_EVENTS", "hello::EV_GUEST_CAME_V0", ["name"]]);
    const takenTo = () => ledger.transaction((tx) => tx.indexedTo(index));
    const come = (from: number, to: number) =>
      Promise.all(Array.from({ length: to - from }, (_, at) => run("WF_COME_V0", { name: `${from + at}` })));
    const came = async (name: string) => (await run("WF_SEAT_V0", { name, decision: "VERIFIED" })).terminal;
    await come(0, 40);
    await come(40, 63);
    expect(takenTo()).toBe(0);
    await come(63, 64);
    expect(takenTo()).toBe(64);
    await come(64, 70);
    expect([takenTo(), await came("39"), await came("63"), await came("69"), await came("70")]).toEqual([
      64,
      "completed",
      "completed",
      "completed",
      "rejected",
    ]);
    expect(takenTo()).toBe(73);
  });

  test("take back with a segment what it took in", async () => {
    await run("WF_COME_V0", { name: "Ada" });
    const [rejected, other] = await Promise.all([seat("NONE"), seat()]);
    expect([rejected.exit, other.exit]).toEqual(["TURNED_AWAY", "SEATED"]);
    expect((await seat()).exit).toBe("DENIED");
  });
});

function event(name: string): Readonly<Record<string, string>> {
  return {
    [`protocol/EV_GUEST_${name}_V0.yaml`]: `artifact: hello::EV_GUEST_${name}_V0
store: GUEST_EVENTS
fields: { name: { type: string } }
`,
  };
}

function writer(name: string, event: string): Readonly<Record<string, string>> {
  return {
    [`protocol/WF_${name}_V0.yaml`]: `artifact: hello::WF_${name}_V0
payload: { name: { type: string } }
nodes:
  DONE: { exit: completed, emit: { event: EV_GUEST_${event}_V0, fields: { name: $.payload.name } } }
`,
  };
}
