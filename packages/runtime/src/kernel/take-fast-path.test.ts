import type { Json, JsonObject } from "@pgs/governance";
import { describe, expect, test } from "vitest";
import type { FastPath } from "../snapshot/fast-path.ts";
import type { LinkedProgram, Transform } from "../snapshot/linked-program.ts";
import { link, upper } from "../testing/small-program.ts";
import { play } from "./play.ts";
import type { EffectAnswer } from "./state.ts";

const kept: EffectAnswer = { outcome: "SUCCESS", outputs: {} };

function playWith(linked: LinkedProgram, { isRecorded = false, answer = kept } = {}) {
  const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" as const };
  const context = { now: "2026-01-01T00:00:00.000Z", run_id: "R_1", snapshot: "d", tenant: "default" };
  const start = { kind: "start" as const, payload: { text: "a" }, actor, context, refusals: [] };
  return { ...play({ linked, workflow: 0, start, perform: () => answer, isRecorded }), records: [] };
}

/** The small program as code, as the compiler would print it. */
const codeFor =
  (transform: Transform): FastPath =>
  (walk, answer, kernel) => {
    const { frame } = walk;
    if (walk.node !== 1) return undefined;
    if (walk.step === -1) {
      frame.inputs = { text: "a" };
      frame.steps = [undefined, undefined];
      walk.step = 0;
      const made = transform(Object.freeze({ text: frame.inputs["text"] as Json }));
      if (!kernel.isAnswer(made) || made.outcome !== "SUCCESS") {
        walk.given = made;
        return undefined;
      }
      frame.steps[0] = { made: made.outputs["made"] as Json };
    }
    walk.step = 1;
    const inputs: JsonObject = { text: frame.inputs["text"] as Json };
    const effect = { sideEffect: 5, op: "WRITE", semantics: "mutate", store: 0, event: -1, inputs } as const;
    if (answer === undefined) return { kind: "effect", node: 1, step: 1, ...effect };
    if (answer.outcome !== "SUCCESS") return undefined;
    frame.result = kernel.takeIn(walk, answer.outputs);
    frame.steps[1] = {};
    frame.results[1] = { made: frame.steps[0]?.["made"] as Json };
    return -1;
  };

/** A program whose transform is counted, by its tables and by code. */
function sides(transform: Transform) {
  const calls = { tables: 0, code: 0 };
  const counted =
    (side: keyof typeof calls): Transform =>
    (inputs) => {
      calls[side] += 1;
      return transform(inputs);
    };
  const linked = link({ transform: counted("tables") });
  return { calls, tables: linked, code: { ...linked, fastPaths: [codeFor(counted("code"))] } };
}

describe("a run with a fast path", () => {
  test("takes it to its end, and comes to the same", () => {
    const { calls, tables, code } = sides(upper);
    expect(playWith(code)).toEqual(playWith(tables));
    expect(calls).toEqual({ tables: 1, code: 1 });
  });

  test("goes by the tables where somebody wants records", () => {
    const { calls, code } = sides(upper);
    expect(playWith(code, { isRecorded: true }).end.kind).toBe("end");
    expect(calls).toEqual({ tables: 1, code: 0 });
  });

  test("goes on by the tables from another outcome, and calls nothing twice", () => {
    const { calls, tables, code } = sides(() => ({ outcome: "VIOLATION", outputs: {}, reason: "no" }));
    const played = playWith(code);
    expect(calls).toEqual({ tables: 0, code: 1 });
    expect(played).toEqual(playWith(tables));
    expect(played.end).toMatchObject({ end: { class: "denied" } });
  });

  test("goes on by the tables from another answer", () => {
    const answer = { outcome: "VIOLATION", outputs: {}, reason: "no" };
    const { tables, code } = sides(upper);
    expect(playWith(code, { answer })).toEqual(playWith(tables, { answer }));
  });

  test.each<[string, Transform]>([
    ["throws", () => JSON.parse("no")],
    ["gives no answer", () => 5 as never],
    ["gives an undeclared outcome", () => ({ outcome: "MAYBE", outputs: {} })],
    ["gives what is no JSON", () => ({ outcome: "SUCCESS", outputs: { made: Number.NaN } })],
  ])("says the fault of the tables where a transform %s", (_, transform) => {
    const { tables, code } = sides(transform);
    const played = playWith(code);
    expect(played.end).toMatchObject({ kind: "fault", fault: { step: "make" } });
    expect(played).toEqual(playWith(tables));
  });

  test("goes by the tables wherever the path itself throws", () => {
    const { calls, tables, code } = sides(upper);
    const broken: FastPath = () => {
      throw new Error("its code is not there");
    };
    expect(playWith({ ...code, fastPaths: [broken] })).toEqual(playWith(tables));
    expect(calls).toEqual({ tables: 2, code: 0 });
  });
});
