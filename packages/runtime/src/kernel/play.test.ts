import type { Fqdn, Json } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import { type JournalBody, parseBody, printLaterBody } from "../journal/journal-body.ts";
import { rememberBodies } from "../journal/remember.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { EffectStepProgram } from "../snapshot/program.ts";
import { type Perform, play, type WorldCommand } from "./play.ts";

const waiting = (name: string, on: readonly number[]): EffectStepProgram => ({
  kind: "effect",
  name,
  artifact: 3,
  op: "AWAIT",
  semantics: "wait",
  host: "engine",
  store: -1,
  event: -1,
  inputs: 0,
  sensitiveInputs: -1,
  outcomes: ["SUCCESS"],
  on,
  outputs: [1],
  sensitiveOutputs: -1,
  answers: [-1],
  sensitiveAnswer: -1,
  checks: [],
});

/** ADMIT → ASK (first, second) → DONE, which gives what both answered and when. */
const linked: LinkedProgram = {
  program: {
    format: 1,
    workflows: [
      {
        artifact: 0,
        intent: { artifact: 1, actors: [], principal: "optional", payload: 0, sensitivePayload: -1 },
        nodes: [
          { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 2] },
          { kind: "contract", name: "ASK", contract: 0, inputs: 0, sensitiveInputs: -1, next: [2] },
          {
            kind: "exit",
            name: "DONE",
            class: "completed",
            reason: "",
            detail: "",
            outputs: 2,
            sensitiveOutputs: -1,
            emit: [],
          },
        ],
      },
    ],
    contracts: [
      {
        artifact: 2,
        outcomes: ["SUCCESS"],
        outputs: [3],
        sensitiveOutputs: -1,
        steps: [waiting("first", [1]), waiting("second", [-1])],
      },
    ],
    stores: [],
    transforms: [],
    events: [],
    sensitivities: [],
    retired: [],
  },
  vocabulary: { format: 1, artifacts: ["d::WF_W_V0", "d::IN_W_V0", "d::CC_C_V0", "d::CS_W_V0"] as Fqdn[] },
  programDigest: "d",
  transforms: [],
  readers: [
    ({ context }) => ({ now: context["now"] as Json }),
    ({ result }) => ({ value: result["value"] as Json }),
    ({ results }) => ({ ...results[1] }),
    ({ steps, context }) => ({ values: steps.map((step) => step?.["value"] as Json), now: context["now"] as Json }),
  ],
  validators: [() => []],
  parse: (text) => JSON.parse(text) as Json,
  adopt: (value) => structuredClone(value) as Json,
};

function playWith(perform: Perform, isRecorded = true) {
  const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" as const };
  const context = { now: "T0", run_id: "R_1", snapshot: "d", tenant: "default" };
  const start = { kind: "start" as const, payload: {}, actor, context, refusals: [] };
  return play({ linked, workflow: 0, start, perform, isRecorded });
}

const answered = (value: string) => ({ outcome: "SUCCESS", outputs: { value } });

describe("play", () => {
  test("ends where there is no answer, with what is awaited and until when", () => {
    const played = playWith(() => ({ kind: "suspend", due: "T9", body: { name: "a" } }));
    expect(played).toMatchObject({
      records: [{ type: "admission", outcome: "ACK" }],
      answers: [],
      later: [],
      end: { kind: "awaits", due: "T9", body: { name: "a" }, command: { op: "AWAIT", step: 0, inputs: { now: "T0" } } },
    });
  });

  test("goes on at another instant with an answer that came later", () => {
    const asked: Json[] = [];
    const instants = ["T1", "T2"];
    const played = playWith((command, context) => {
      asked.push(context["now"] as Json, (command as { readonly inputs: Json }).inputs);
      const now = instants.shift() ?? "";
      return { kind: "later", now, answer: answered(now) };
    });
    expect(asked).toEqual(["T0", { now: "T0" }, "T1", { now: "T1" }]);
    expect(played.later).toEqual([
      { now: "T1", records: 1, answers: 0, appended: 0 },
      { now: "T2", records: 2, answers: 1, appended: 0 },
    ]);
    expect(played.answers).toEqual([answered("T1"), answered("T2")]);
    expect(played.end).toMatchObject({
      kind: "end",
      end: { class: "completed", outputs: { values: ["T1", "T2"], now: "T2" } },
    });
  });

  test("ends with a fault where what came later is no answer", () => {
    const answer = { kind: "failure" as const, code: "C", message: "m" };
    expect(playWith(() => ({ kind: "later", now: "T1", answer }))).toMatchObject({
      later: [{ now: "T1", records: 1 }],
      end: { kind: "fault", fault: { code: "C", node: "ASK", step: "first" } },
    });
  });
});

describe("a run that nobody records", () => {
  const perform: Perform = () => answered("a");

  test("is played alike and has no records", () => {
    const { records, ...recorded } = playWith(perform);
    expect(records.map(({ type }) => type)).toEqual(["admission", "step", "step", "node", "exit"]);
    expect(playWith(perform, false)).toEqual({ ...recorded, records: [] });
  });

  test("says which outcome each node was left with", () => {
    expect(playWith(perform, false).taken).toEqual([0, 0, undefined]);
    expect(playWith(() => ({ kind: "failure", code: "C", message: "m" }), false).taken).toEqual([
      0,
      undefined,
      undefined,
    ]);
  });
});

describe("the memory of a journal", () => {
  const awaits = { id: "AW_1", kind: "wait" as const, side_effect: "d::CS_W_V0", op: "AWAIT" };
  const first: JournalBody = { v: 2, answers: [], end: { awaits } };
  const second: JournalBody = { v: 2, now: "T1", answers: [answered("a")], end: { awaits: { ...awaits, id: "AW_2" } } };
  const third: JournalBody = {
    v: 2,
    now: "T2",
    answers: [answered("b")],
    end: { class: "completed", exit: "DONE", emitted: [] },
  };
  const playFrom = (bodies: readonly JournalBody[]) => {
    const memory = rememberBodies(bodies, (_asked, answer) => answer);
    const played = playWith(
      (command: WorldCommand) => memory.perform(command) ?? { kind: "suspend", due: "", body: {} },
    );
    return { played, left: memory.answersLeft(), effects: memory.effects.map(({ answer }) => answer?.outputs) };
  };

  test("answers the first ask of a later segment with what the one before awaited", () => {
    const { played, left, effects } = playFrom([first, second, third]);
    expect(played.end).toMatchObject({ end: { outputs: { values: ["a", "b"], now: "T2" } } });
    expect(played.later.map(({ now }) => now)).toEqual(["T1", "T2"]);
    expect(effects).toEqual([{ value: "a" }, { value: "b" }]);
    expect(left).toBe(0);
  });

  test.each([
    [1, []],
    [2, ["T1"]],
  ])("ends waiting where it was cut after %d segments", (count, instants) => {
    const { played } = playFrom([first, second, third].slice(0, count));
    expect(played.end.kind).toBe("awaits");
    expect(played.later.map(({ now }) => now)).toEqual(instants);
  });

  test("ends as the run did where a later segment has no answer", () => {
    const fault = { code: "C", message: "m", node: "ASK", artifact: "d::CS_W_V0" };
    const { played, effects } = playFrom([first, { v: 2, now: "T1", answers: [], end: { fault } }]);
    expect(played).toMatchObject({ later: [{ now: "T1" }], end: { kind: "fault", fault: { code: "C" } } });
    expect(effects).toEqual([undefined]);
  });

  test("counts what nothing asked for", () => {
    expect(playFrom([first, { ...third, answers: [answered("a"), answered("b"), answered("c")] }]).left).toBe(1);
  });

  test("prints a later segment in its canonical form, and reads it back", () => {
    const text = printLaterBody({ ...third, now: "T2" });
    expect(text).toBe(
      '{"answers":[{"outcome":"SUCCESS","outputs":{"value":"b"}}],"end":{"class":"completed","emitted":[],"exit":"DONE"},"now":"T2","v":2}',
    );
    expect(parseBody(text)).toEqual(third);
  });
});
