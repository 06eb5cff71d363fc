import type { Fqdn } from "@pgs/governance";
import type {
  ContractProgram,
  EffectStepProgram,
  StepProgram,
  TransformStepProgram,
  WorkflowProgram,
} from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { expectOneWay } from "../../testing/play/expect-one-way.ts";
import { linkLowered } from "../../testing/play/link-lowered.ts";
import { startOf } from "../../testing/play/play-run.ts";
import { fastPathsText } from "./fast-paths.ts";

const plain = { sensitiveInputs: -1, sensitiveOutputs: -1, checks: [] } as const;

function transform(more: Partial<TransformStepProgram> = {}): TransformStepProgram {
  const outcomes = { outcomes: ["SUCCESS", "VIOLATION"], on: [1, -2], outputs: [2, -1] };
  return { kind: "transform", name: "make", artifact: 4, inputs: 1, transform: 0, ...outcomes, ...plain, ...more };
}

function effect(more: Partial<EffectStepProgram> = {}): EffectStepProgram {
  const outcomes = { outcomes: ["BACKEND_ERROR", "SUCCESS"], on: [-2, -1], outputs: [-1, -1], answers: [-1, -1] };
  const asked = { op: "WRITE", semantics: "mutate", host: "sqlite", store: 0, event: -1, sensitiveAnswer: -1 } as const;
  return { kind: "effect", name: "keep", artifact: 5, inputs: 3, ...outcomes, ...asked, ...plain, ...more };
}

function contract(...steps: readonly StepProgram[]): ContractProgram {
  return { artifact: 3, outcomes: ["SUCCESS", "VIOLATION"], outputs: [4, -1], sensitiveOutputs: -1, steps };
}

function casesOf(program: ContractProgram): readonly string[] {
  const [text = ""] = fastPathsText({ workflows: [], contracts: [program] });
  return text.split(/(?=case \d|default)/).slice(1);
}

describe("the fast path of a contract", () => {
  test("calls, asks and takes in, and leaves everything else to the tables", () => {
    const [first, second, otherwise] = casesOf(contract(transform(), effect()));
    expect(first).toBe(
      "case 0: w.step = 0; b = transforms[0](freeze(r1(f))); " +
        "if (!succeeded(b, k)) { w.given = b; return; } f.result = b.outputs; f.steps[0] = r2(f); ",
    );
    expect(second).toBe(
      'case 1: w.step = 1; if (a === undefined) return { kind: "effect", node: w.node, step: 1, sideEffect: 5, ' +
        'op: "WRITE", semantics: "mutate", store: 0, event: -1, inputs: r3(f) }; ' +
        'if (a.outcome !== "SUCCESS") return; f.result = takeIn(a.outputs, w, k); a = undefined; ' +
        "f.steps[1] = empty; f.results[w.node] = r4(f); return -1; ",
    );
    expect(otherwise).toBe("default: return; } };");
  });

  test("jumps over steps that SUCCESS does not lead to", () => {
    const [first] = casesOf(contract(transform({ on: [2, -2] }), transform(), effect()));
    expect(first).toContain("f.steps[0] = r2(f); at = 2; continue;");
  });

  test.each<[string, StepProgram, string]>([
    ["an output that is checked", transform({ checks: [{ output: "made", validator: 0 }] }), "w.step = 0; return; "],
    ["a transform that never comes to SUCCESS", transform({ outcomes: ["DENY"], on: [-2] }), "w.step = 0; return; "],
    ["an answer that is validated", effect({ answers: [-1, 6] }), "inputs: r3(f) }; return; "],
    [
      "an effect that never comes to SUCCESS",
      effect({ outcomes: ["APPROVED"], on: [-1] }),
      "inputs: r3(f) }; return; ",
    ],
  ])("leaves %s to the tables", (_, step, end) => {
    expect(casesOf(contract(step))[0]?.endsWith(end)).toBe(true);
  });
});

describe("the fast path of a workflow", () => {
  const outputs = { outputs: -1, sensitiveOutputs: -1, reason: "", detail: "", emit: [] };
  const node = { kind: "contract", contract: 0, inputs: 0, sensitiveInputs: -1 } as const;
  const workflow = (more: object): WorkflowProgram => ({
    artifact: 0,
    intent: { artifact: 1, actors: [], principal: "optional", payload: 0, sensitivePayload: -1 },
    nodes: [
      { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 3] },
      { ...node, name: "ONE", next: [2, 3] },
      { ...node, name: "TWO", next: [3, 3], ...more },
      { kind: "exit", name: "DONE", class: "completed", ...outputs },
    ],
  });
  const textOf = (more: object = {}): string =>
    fastPathsText({ workflows: [workflow(more)], contracts: [contract(transform())] })[1] ?? "";

  test("goes from contract to contract, and to an exit by the tables", () => {
    expect(textOf()).toContain(
      "case 1: if (w.step === -1) { f.inputs = r0(f); f.steps = [undefined]; } t = c0(w, a, k); " +
        "if (t === -1) { w.taken[1] = 0; w.node = 2; w.step = -1; a = undefined; continue; } return t; " +
        "case 2: if (w.step === -1) { f.inputs = r0(f); f.steps = [undefined]; } return c0(w, a, k); ",
    );
  });

  test("leaves preconditions to the tables", () => {
    expect(textOf({ preconditions: [] })).not.toContain("w.node = 2");
  });
});

describe("what an answer is", () => {
  const exit = { kind: "exit", outputs: -1, sensitiveOutputs: -1, reason: "", detail: "", emit: [] } as const;
  const workflow: WorkflowProgram = {
    artifact: 0,
    intent: { artifact: 1, actors: [], principal: "optional", payload: 0, sensitivePayload: -1 },
    nodes: [
      { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 3] },
      { kind: "contract", name: "WORK", contract: 0, inputs: 0, sensitiveInputs: -1, next: [2, 3] },
      { ...exit, name: "DONE", class: "completed" },
      { ...exit, name: "DENIED", class: "denied" },
    ],
  };
  const nothing = "(f) => ({})";
  const made = "(f) => ({ made: need(f.result.made) })";
  const readers = [nothing, nothing, made, nothing, "(f) => ({ made: need(f.steps[0].made) })"];
  const tables = { workflows: [workflow], contracts: [contract(transform({ on: [-1, -2] }))] };
  const others = { stores: [], transforms: [], events: [], sensitivities: [], retired: [] };
  const names = ["WF_W_V0", "IN_W_V0", "AC_A_V0", "CC_C_V0", "CT_M_V0"].map((name) => `d::${name}` as Fqdn);
  const atomCode = {
    kind: "atom",
    fqdn: "d::CT_M_V0" as Fqdn,
    root: { path: "d", directory: "d" },
    module: "m.ts",
    name: "m",
  } as const;

  /** Plays by the tables and by code, which have to agree, a transform that answers so; how often it was asked by code. */
  function playAnswering(answer: unknown): number {
    let calls = 0;
    const linked = linkLowered(
      {
        program: { format: 1, ...tables, ...others },
        vocabulary: { format: 1, artifacts: names },
        code: { readers, validators: [{}], transforms: [atomCode], program: tables },
      },
      () => () => {
        calls += 1;
        return answer as never;
      },
    );
    const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" } as const;
    expectOneWay({ linked, workflow: 0, start: startOf({ payload: {}, actor }), answers: [] });
    return calls;
  }

  test.each<[string, unknown]>([
    ["one that is flat", { outcome: "SUCCESS", outputs: { made: "a" } }],
    ["one with a list", { outcome: "SUCCESS", outputs: { made: [1] } }],
    ["another outcome", { outcome: "VIOLATION", outputs: {}, reason: "no" }],
    ["an outcome that is not declared", { outcome: "MAYBE", outputs: {} }],
    ["no object", 5],
    ["null", null],
    ["no outputs", { outcome: "SUCCESS" }],
    ["outputs that are a list", { outcome: "SUCCESS", outputs: ["made"] }],
    ["a reason that is no text", { outcome: "SUCCESS", outputs: { made: "a" }, reason: 5 }],
    ["a number that is none", { outcome: "SUCCESS", outputs: { made: Number.NaN } }],
    ["half of a character", { outcome: "SUCCESS", outputs: { made: "\ud800" } }],
    ["half of a character in a name", { outcome: "SUCCESS", outputs: { made: "a", "\ud800": 1 } }],
    ["nothing where something is", { outcome: "SUCCESS", outputs: { made: "a", odd: undefined } }],
    ["a function", { outcome: "SUCCESS", outputs: { made: "a", odd: () => 1 } }],
    ["a set", { outcome: "SUCCESS", outputs: { made: new Set([1]) } }],
    ["a missing output", { outcome: "SUCCESS", outputs: {} }],
  ])("is the same by code as by the tables: %s", (_, answer) => {
    expect(playAnswering(answer)).toBeGreaterThan(1);
  });
});
