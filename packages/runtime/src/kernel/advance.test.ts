import type { Json } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type { LinkedProgram, Transform } from "../snapshot/linked-program.ts";
import { isText, link, upper } from "../testing/small-program.ts";
import { advance, newState } from "./advance.ts";
import type { Advance, EffectAnswer, Input } from "./state.ts";

const start = (payload: Json): Input => ({
  kind: "start",
  payload,
  actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
  context: { now: "2026-01-01T00:00:00.000Z", run_id: "R_1", snapshot: "d", tenant: "default" },
  refusals: [],
});
const kept: EffectAnswer = { outcome: "SUCCESS", outputs: {} };

function play(linked: LinkedProgram, payload: Json, answer: EffectAnswer = kept): Advance {
  const asked = advance(linked, newState(0), start(payload));
  return asked.command.kind === "effect" ? advance(linked, asked.state, { kind: "answer", answer }) : asked;
}

function faultOf({ command }: Advance): unknown {
  return command.kind === "fault" ? command.fault : command;
}

describe("a run", () => {
  test("asks for its effect and completes with what it made", () => {
    const linked = link();
    const asked = advance(linked, newState(0), start({ text: "a" }));
    expect(asked.command).toEqual({
      kind: "effect",
      node: 1,
      step: 1,
      sideEffect: 5,
      op: "WRITE",
      semantics: "mutate",
      store: 0,
      event: -1,
      inputs: { text: "a" },
    });
    const ended = advance(linked, asked.state, { kind: "answer", answer: kept });
    expect(ended.command).toEqual({
      kind: "end",
      end: {
        class: "completed",
        exit: "DONE",
        outputs: { made: "A" },
        reasons: [],
        emit: [{ event: 6, store: 0, fields: { made: "A" } }],
      },
    });
    expect([...asked.records, ...ended.records]).toEqual([
      { type: "admission", node: "ADMIT", artifact: 1, outcome: "ACK" },
      {
        type: "step",
        node: "WORK",
        step: "make",
        artifact: 4,
        outcome: "SUCCESS",
        inputs: { text: "a" },
        outputs: { made: "A" },
      },
      { type: "step", node: "WORK", step: "keep", artifact: 5, outcome: "SUCCESS", inputs: { text: "a" }, outputs: {} },
      { type: "node", node: "WORK", artifact: 3, outcome: "SUCCESS", inputs: { text: "a" }, outputs: { made: "A" } },
      { type: "exit", node: "DONE", artifact: 0, outcome: "completed", outputs: { made: "A" } },
    ]);
  });

  test("gives the same answer for the same state, again and again", () => {
    const linked = link();
    const asked = advance(linked, newState(0), start({ text: "a" }));
    const before = structuredClone(asked.state);
    const once = advance(linked, asked.state, { kind: "answer", answer: kept });
    expect(advance(linked, asked.state, { kind: "answer", answer: kept })).toEqual(once);
    expect(asked.state).toEqual(before);
  });

  test("is rejected with a pointer when its payload does not fit", () => {
    expect(play(link(), { text: 5 }).command).toEqual({
      kind: "end",
      end: {
        class: "rejected",
        exit: "REJECTED",
        outputs: {},
        reasons: [
          { code: "ADMIT_NACK", message: "`ADMIT` ended with NACK", at: "ADMIT" },
          { code: "PGS7001", message: "`/text` of the payload must be a string", at: "/text" },
        ],
        emit: [],
      },
    });
  });

  test("is rejected for an actor that the intent does not admit, with the near one", () => {
    const claim = { actor: "d::AC_B_V0", attributes: {}, provenance: "asserted-by-operator" as const };
    const { state } = advance(link(), newState(0), { ...start({ text: "a" }), actor: claim } as Input);
    expect(state.causes).toEqual([
      {
        code: "PGS7002",
        message: "`d::IN_W_V0` admits no actor `d::AC_B_V0`; did you mean `d::AC_A_V0`?",
        at: "ADMIT",
      },
    ]);
  });

  test("is rejected without a principal where one is required", () => {
    const linked = link({
      forged: ["workflows.0.intent.principal", "required"],
    });
    expect(play(linked, { text: "a" }).state.causes[0]?.code).toBe("PGS7004");
  });

  test("is denied with the reason that the step gave", () => {
    const refuse: Transform = () => ({ outcome: "VIOLATION", outputs: {}, reason: "the text is too short" });
    expect(play(link({ transform: refuse }), { text: "a" }).command).toMatchObject({
      end: {
        class: "denied",
        reasons: [
          { code: "WORK_VIOLATION", message: "`WORK` ended with VIOLATION", at: "WORK" },
          { code: "VIOLATION", message: "the text is too short", at: "WORK/make" },
        ],
      },
    });
  });

  test("turns a checked output of another type into VIOLATION", () => {
    const linked = link({
      forged: ["contracts.0.steps.0.checks", [{ output: "made", validator: 3 }]],
      validators: [isText, () => [], () => [], () => [{ pointer: "", keyword: "type", message: "must be an integer" }]],
    });
    expect(play(linked, { text: "a" }).state.causes).toEqual([
      {
        code: "PGS7009",
        message: "the output `made` must be an integer",
        at: "WORK/make",
      },
    ]);
  });

  test("keeps what it recorded from a transform that changes its inputs", () => {
    const sly: Transform = (inputs) => {
      Object.assign(inputs, { text: "changed" });
      return { outcome: "SUCCESS", outputs: { made: "" } };
    };
    expect(faultOf(play(link({ transform: sly }), { text: "a" }))).toMatchObject({ code: "PGS7020", step: "make" });
  });
});

describe("readers that read whole", () => {
  const place = { node: "WORK", step: "make", artifact: 4 };

  test("fault where they throw, and what they give is frozen before it is handed over", () => {
    const handed: boolean[] = [];
    const looking: Transform = (inputs) => {
      handed.push(Object.isFrozen(inputs));
      return upper(inputs);
    };
    const linked = { ...link({ transform: looking }), readsWhole: true };
    expect(play(linked, { text: "a" }).command.kind).toBe("end");
    expect(handed).toEqual([true]);
    const missing = () => {
      throw new Error("a value is missing");
    };
    const readers = linked.readers.map((reader, index) => (index === 1 ? missing : reader));
    expect(faultOf(play({ ...linked, readers }, { text: "a" }))).toMatchObject({ code: "PGS7025", ...place });
  });
});

describe("a fault", () => {
  const place = { node: "WORK", step: "make", artifact: 4 };

  test("is an outcome that a transform does not declare", () => {
    const maybe: Transform = () => ({ outcome: "MAYBE", outputs: {} });
    expect(faultOf(play(link({ transform: maybe }), { text: "a" }))).toEqual({
      code: "PGS7021",
      message: "`d::CT_M_V0` answered MAYBE, and only SUCCESS, VIOLATION is declared",
      ...place,
    });
  });

  test("is a throw", () => {
    const boom: Transform = () => {
      throw new Error("boom");
    };
    const ended = play(link({ transform: boom }), { text: "a" });
    expect(faultOf(ended)).toEqual({ code: "PGS7020", message: "`d::CT_M_V0` threw: boom", ...place });
    expect(ended.records.at(-1)).toMatchObject({ type: "fault", ...place, outcome: "PGS7020" });
  });

  test.each([
    undefined,
    null,
    5,
    "SUCCESS",
    {},
    { outcome: "SUCCESS" },
    { outcome: "SUCCESS", outputs: null },
    { outcome: "SUCCESS", outputs: { made: undefined } },
    { outcome: "SUCCESS", outputs: { made: Number.NaN } },
    { outcome: "SUCCESS", outputs: { made: new Set([1]) } },
    { outcome: "SUCCESS", outputs: { made: () => 1 } },
    { outcome: "SUCCESS", outputs: { made: "\ud800" } },
    Promise.resolve(1),
  ])("is an answer that is no outcome with plain outputs: %s", (answer) => {
    const odd = (() => answer) as unknown as Transform;
    expect(faultOf(play(link({ transform: odd }), { text: "a" }))).toMatchObject({ code: "PGS7027", ...place });
  });

  test("is an outcome that an effect does not declare, and an answer that does not fit", () => {
    expect(faultOf(play(link(), { text: "a" }, { outcome: "MAYBE", outputs: {} }))).toMatchObject({
      code: "PGS7021",
      step: "keep",
    });
    const linked = link({ validators: [isText, () => [], isText] });
    expect(faultOf(play(linked, { text: "a" }))).toEqual({
      code: "PGS7026",
      message: "`/text` in what WRITE of `d::CS_K_V0` answered must be a string",
      node: "WORK",
      step: "keep",
      artifact: 5,
    });
  });

  test.each<[string, string, Json, object]>([
    ["an edge that is missing", "workflows.0.nodes.1.next", [], { code: "PGS7023", node: "WORK" }],
    ["an edge to nowhere", "workflows.0.nodes.1.next", [99], { code: "PGS7023", node: "WORK" }],
    ["an edge that is no number", "workflows.0.nodes.1.next", ["DONE"], { code: "PGS7023", node: "WORK" }],
    ["an edge back", "workflows.0.nodes.1.next", [1], { code: "PGS7023", node: "WORK" }],
    ["an edge to the start", "workflows.0.nodes.1.next", [0], { code: "PGS7023", node: "WORK" }],
    ["a missing NACK edge", "workflows.0.nodes.0.next", [], { code: "PGS7023", node: "ADMIT" }],
    ["a step that jumps back", "contracts.0.steps.0.on", [0], { code: "PGS7023", step: "make" }],
    ["a step without a target", "contracts.0.steps.0.on", [], { code: "PGS7024", step: "make" }],
    ["a step target past the end", "contracts.0.steps.0.on", [7], { code: "PGS7024" }],
    ["a contract outcome past the end", "contracts.0.steps.0.on", [-9], { code: "PGS7024" }],
    ["an unknown reader", "contracts.0.steps.0.inputs", 99, { code: "PGS7024", step: "make" }],
    ["an unknown transform", "contracts.0.steps.0.transform", 99, { code: "PGS7024", step: "make" }],
    ["an unknown contract", "workflows.0.nodes.1.contract", 99, { code: "PGS7024" }],
    ["a reader that misses its value", "contracts.0.steps.0.inputs", 4, { code: "PGS7025", step: "make" }],
  ])("is %s in a forged program", (_, path, value, fault) => {
    const payload = path.includes("nodes.0") ? { text: 5 } : { text: "a" };
    const ended = play(link({ forged: [path, value] }), payload);
    expect(faultOf(ended)).toMatchObject(fault);
    expect(ended.state.status).toBe("ended");
  });

  test("is an effect that ended without an answer", () => {
    const asked = advance(link(), newState(0), start({ text: "a" }));
    const ended = advance(link(), asked.state, { kind: "failure", code: "PGS7022", message: "WRITE failed" });
    expect(faultOf(ended)).toEqual({
      code: "PGS7022",
      message: "WRITE failed",
      node: "WORK",
      step: "keep",
      artifact: 5,
    });
  });

  test("is nothing that an ended run could take", () => {
    const ended = play(link(), { text: "a" });
    expect(() => advance(link(), ended.state, { kind: "answer", answer: kept })).toThrow(
      "a run that is ended awaits nothing",
    );
    expect(() => advance(link(), ended.state, start({}))).toThrow("a run that is ended is not started");
  });
});
