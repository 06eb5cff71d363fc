import type { Json, JsonObject } from "@pgs/governance";
import type {
  ContractProgram,
  EffectStepProgram,
  Frame,
  LinkedProgram,
  StepProgram,
  WorkflowProgram,
} from "@pgs/runtime";
import {
  contractNode,
  contractOf,
  effectStep,
  exitNode,
  intentOf,
  linkParts,
  transformStep,
} from "@pgs/runtime/testing";

/**
 * Small workflows that suspend, for tests of the engine. Each is ADMIT → ACT (log what was given, the step that suspends,
 * log what came of it) → DONE | DENIED | FAILED. A payload is what the step is given, and `wish`: "deny" or "fail".
 */
export const suspending: LinkedProgram = makeProgram();

/** What a workflow of the program is asked. */
export function ask(workflow: string, key: string, payload: Json) {
  const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" as const };
  return { workflow: `d::${workflow}`, payloadText: JSON.stringify(payload), refusals: [], key, actor };
}

/** What a workflow of the program is asked as a child. */
export function askChild(workflow: string, payload: JsonObject) {
  return { workflow: `d::${workflow}`, payload };
}

function makeProgram(): LinkedProgram {
  const artifacts: string[] = [];
  const readers: ((frame: Frame) => JsonObject)[] = [];
  const contracts: ContractProgram[] = [];
  const address = (name: string): number => {
    const found = artifacts.indexOf(name);
    return found === -1 ? artifacts.push(name) - 1 : found;
  };
  const reader = (read: (frame: Frame) => JsonObject): number => readers.push(read) - 1;
  const effect = (step: Partial<EffectStepProgram> & Pick<EffectStepProgram, "name" | "op" | "inputs" | "on">) => {
    const outcomes = step.outcomes ?? ["SUCCESS", "VIOLATION", "BACKEND_ERROR"];
    return effectStep({
      artifact: address("capability_side_effects::CS_APPENDONLY_JSONL_V0"),
      semantics: "append",
      store: 0,
      outcomes,
      outputs: outcomes.map(() => result),
      ...step,
    });
  };
  const result = reader((frame) => frame.result);
  const given = reader(({ payload }) => payload as JsonObject);
  const logOf = (name: string, what: (frame: Frame) => JsonObject): EffectStepProgram =>
    effect({
      name,
      op: "APPEND",
      event: address("d::EV_TOLD_V0"),
      inputs: reader((f) => ({ record: what(f) })),
      on: [name === "before" ? 1 : 3, -2, -3],
    });
  const workflow = (name: string, step: StepProgram): WorkflowProgram => {
    const contract = contractOf({
      artifact: address(`d::CC_${name}_V0`),
      outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR", "EXPIRED"],
      outputs: [reader(({ steps }) => ({ came: steps[1] as JsonObject })), -1, -1, -1],
      steps: [
        logOf("before", ({ inputs, context }) => ({
          told: "before",
          given: inputs["name"] ?? "",
          at: context["now"] as string,
        })),
        step,
        logOf("after", ({ steps, context }) => ({
          told: "after",
          came: steps[1] as JsonObject,
          at: context["now"] as string,
        })),
        transformStep({
          name: "choose",
          artifact: address("d::CT_CHOOSE_V0"),
          inputs: reader(({ inputs }) => ({ wish: inputs["wish"] ?? "" })),
          outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR"],
          on: [-1, -2, -3],
        }),
      ],
    });
    const helper = { artifact: address("d::AC_HELPER_V0"), attributes: 1, sensitiveAttributes: -1 };
    const outputs = reader(({ results, context }) => ({ ...results[1], now: context["now"] as string }));
    return {
      artifact: address(`d::WF_${name}_V0`),
      intent: intentOf(address(`d::IN_${name}_V0`), [helper]),
      nodes: [
        { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 5] },
        contractNode({ name: "ACT", contract: contracts.push(contract) - 1, inputs: given, next: [2, 3, 4, 3] }),
        exitNode("DONE", "completed", { outputs }),
        exitNode("DENIED", "denied"),
        exitNode("FAILED", "failed"),
        exitNode("REJECTED", "rejected"),
      ],
    };
  };
  const invoke = (op: string, mode: "one" | "sequence" | "concurrent", workflows: readonly number[]) =>
    effect({
      name: "run",
      artifact: address("capability_side_effects::CS_CHILDREN_V0"),
      op,
      semantics: "invoke",
      store: -1,
      inputs: reader(({ inputs }) => ({ children: inputs["children"] ?? [] })),
      invoke: { mode, workflows, as: mode === "one" ? address("d::AC_HELPER_V0") : -1 },
      outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR", "PARTIAL_FAILURE"],
      on: [2, -2, -3, 2],
    });
  const all = [0, 1, 2, 3, 4, 5];
  const workflows = [
    workflow(
      "WAIT",
      effect({
        name: "wait",
        artifact: address("d::CS_WAIT_V0"),
        op: "AWAIT",
        semantics: "wait",
        store: -1,
        inputs: given,
        outcomes: ["SUCCESS", "VIOLATION", "EXPIRED"],
        on: [2, -2, -4],
      }),
    ),
    workflow(
      "SEND",
      effect({
        name: "send",
        artifact: address("d::CS_SEND_V0"),
        op: "SEND",
        semantics: "external",
        store: -1,
        inputs: given,
        on: [2, -2, -3],
      }),
    ),
    workflow(
      "RESEND",
      effect({
        name: "send",
        artifact: address("d::CS_SEND_V0"),
        op: "SEND",
        semantics: "external",
        store: -1,
        inputs: given,
        unknown: "retry",
        timeout_seconds: 5,
        on: [2, -2, -3],
      }),
    ),
    workflow("ONE", invoke("EXECUTE", "one", all)),
    workflow("EACH", invoke("EXECUTE_SEQUENCE", "sequence", all)),
    workflow("ALL", invoke("EXECUTE_CONCURRENT", "concurrent", all)),
  ];
  const structure = address("d::STRUCTURE_S_V0");
  return linkParts({
    tables: {
      workflows,
      contracts,
      stores: [{ structure, name: "TOLD", semantics: "events", record: -1, sensitiveRecord: -1 }],
    },
    artifacts,
    programDigest: "5".repeat(64),
    transforms: [
      ({ wish }) => {
        if (wish === "throw") throw new Error("as asked");
        return { outcome: { deny: "VIOLATION", fail: "BACKEND_ERROR" }[String(wish)] ?? "SUCCESS", outputs: {} };
      },
    ],
    readers,
    validators: [
      (value) =>
        (value as JsonObject)["name"] === "refused"
          ? [{ pointer: "/name", keyword: "const", message: "must be another one" }]
          : [],
      () => [],
    ],
  });
}
