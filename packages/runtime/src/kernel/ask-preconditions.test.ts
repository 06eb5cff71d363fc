import type { Fqdn, Json, JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { ExitNodeProgram, PreconditionProgram } from "../snapshot/program.ts";
import { advance, newState } from "./advance.ts";
import type { Advance, FoundEvents } from "./state.ts";

const must: PreconditionProgram = { kind: "requires", index: 0, match: 0, sensitiveMatch: -1, unless_later: [1] };
const mustNot: PreconditionProgram = { kind: "forbids", index: 0, match: 0, sensitiveMatch: -1, unless_later: [] };

/** ADMIT (requires CAME unless LEFT) → WORK (forbids CAME) → DONE; refused there → DENIED. */
const linked: LinkedProgram = {
  program: {
    format: 1,
    workflows: [
      {
        artifact: 0,
        intent: { artifact: 1, actors: [], principal: "optional", payload: 0, sensitivePayload: -1 },
        nodes: [
          { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 4], preconditions: [must] },
          {
            kind: "contract",
            name: "WORK",
            contract: 0,
            inputs: 0,
            sensitiveInputs: -1,
            next: [2],
            preconditions: [mustNot],
            refused: 3,
          },
          exit("DONE", "completed"),
          exit("DENIED", "denied"),
          exit("REJECTED", "rejected"),
        ],
      },
    ],
    contracts: [
      {
        artifact: 2,
        outcomes: ["SUCCESS"],
        outputs: [-1],
        sensitiveOutputs: -1,
        steps: [
          {
            kind: "transform",
            name: "make",
            artifact: 3,
            transform: 0,
            inputs: 0,
            sensitiveInputs: -1,
            sensitiveOutputs: -1,
            outcomes: ["SUCCESS"],
            on: [-1],
            outputs: [-1],
            checks: [],
          },
        ],
      },
    ],
    stores: [{ structure: 4, name: "EVENTS", semantics: "events", record: -1, sensitiveRecord: -1 }],
    indexes: [
      { event: 5, store: 0, fields: ["name"] },
      { event: 6, store: 0, fields: ["name"] },
    ],
    transforms: [],
    events: [],
    sensitivities: [],
    retired: [],
  },
  vocabulary: {
    format: 1,
    artifacts: ["WF_W", "IN_W", "CC_C", "CT_M", "STRUCTURE_S", "EV_CAME", "EV_LEFT"].map(
      (name) => `d::${name}_V0` as Fqdn,
    ),
  },
  programDigest: "d".repeat(64),
  transforms: [() => ({ outcome: "SUCCESS", outputs: {} })],
  readers: [({ payload }) => ({ name: (payload as JsonObject)["name"] as Json })],
  validators: [() => []],
  parse: (text) => JSON.parse(text) as Json,
  adopt: (value) => structuredClone(value),
};

function exit(name: string, classed: ExitNodeProgram["class"]): ExitNodeProgram {
  return { kind: "exit", name, class: classed, reason: "", detail: "", outputs: -1, sensitiveOutputs: -1, emit: [] };
}

const start = {
  kind: "start" as const,
  payload: { name: "Ada" },
  actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" as const },
  context: { now: "", run_id: "R_1", snapshot: "d", tenant: "default" },
  refusals: [],
};
const asked = advance(linked, newState(0), start);

function answer({ state }: Advance, ...found: readonly FoundEvents[]): Advance {
  const outputs = { found: found.map((events) => ({ ...events })) };
  return advance(linked, state, { kind: "answer", answer: { outcome: "FOUND", outputs } });
}

function endOf({ command }: Advance): Json {
  return command.kind === "end"
    ? `${command.end.class} ${command.end.reasons.map(({ code }) => code).join()}`
    : command.kind;
}

describe("a node with preconditions", () => {
  test("asks before it says anything", () => {
    expect(asked.command).toEqual({
      kind: "ask",
      node: 0,
      step: -1,
      asked: [{ index: 0, match: { name: "Ada" }, unlessLater: [1] }],
    });
    expect(asked.records).toEqual([]);
  });

  test("goes by which event came last", () => {
    const ends = [
      { sequence: 0, later: 0 },
      { sequence: 1, later: 0 },
      { sequence: 1, later: 2 },
      { sequence: 3, later: 2 },
      { sequence: 0, later: 2 },
    ].map((found) => endOf(answer(asked, found)));
    expect(ends).toEqual([
      "rejected ADMIT_NACK,PGS7011",
      "ask",
      "rejected ADMIT_NACK,PGS7011",
      "ask",
      "rejected ADMIT_NACK,PGS7011",
    ]);
  });

  test("runs its contract or leaves with REFUSED, and gives nothing then", () => {
    const working = answer(asked, { sequence: 1, later: 0 });
    expect(endOf(answer(working, { sequence: 0, later: 0 }))).toBe("completed ");
    const refused = answer(working, { sequence: 1, later: 0 });
    expect(endOf(refused)).toBe("denied WORK_REFUSED,PGS7012");
    expect(refused.records.map(({ type, node, outcome }) => `${type} ${node} ${outcome}`)).toEqual([
      "precondition WORK REFUSED",
      "node WORK REFUSED",
      "exit DENIED denied",
    ]);
  });

  test("forgets the payload when it refuses at the gate", () => {
    expect(asked.state.frame.payload).toEqual({ name: "Ada" });
    expect(answer(asked, { sequence: 0, later: 0 }).state.frame.payload).toBeNull();
  });

  test("faults where the world answers something else than was asked, or fails", () => {
    expect(answer(asked).command).toMatchObject({ kind: "fault", fault: { node: "ADMIT" } });
    const failed = advance(linked, asked.state, { kind: "failure", code: "PGS7023", message: "no disk" });
    expect(failed.command).toMatchObject({ kind: "fault", fault: { code: "PGS7023", node: "ADMIT" } });
  });
});
