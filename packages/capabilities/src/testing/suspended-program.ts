import type { Json, JsonObject } from "@pgs/governance";
import type {
  ContractProgram,
  EffectStepProgram,
  LinkedProgram,
  Reader,
  StepProgram,
  TransformAnswer,
  Validator,
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

/** The tables of the program while they are filled. Artifacts and readers are numbered as they are first named. */
interface Maker {
  readonly artifacts: string[];
  readonly readers: Reader[];
  readonly contracts: ContractProgram[];
  readonly address: (name: string) => number;
  readonly reader: (read: Reader) => number;
  /** Reads what a step answered. */
  readonly result: number;
  /** Reads what a workflow was given. */
  readonly given: number;
}

function newMaker(): Maker {
  const artifacts: string[] = [];
  const readers: Reader[] = [];
  const reader = (read: Reader): number => readers.push(read) - 1;
  return {
    artifacts,
    readers,
    contracts: [],
    address: (name) => {
      const found = artifacts.indexOf(name);
      return found === -1 ? artifacts.push(name) - 1 : found;
    },
    reader,
    result: reader((frame) => frame.result),
    given: reader(({ payload }) => payload as JsonObject),
  };
}

function makeProgram(): LinkedProgram {
  const maker = newMaker();
  const { address, given, artifacts, readers, contracts } = maker;
  const wait = { name: "wait", artifact: address("d::CS_WAIT_V0"), op: "AWAIT", semantics: "wait", store: -1 } as const;
  const send = {
    name: "send",
    artifact: address("d::CS_SEND_V0"),
    op: "SEND",
    semantics: "external",
    store: -1,
  } as const;
  const waited = { ...wait, inputs: given, outcomes: ["SUCCESS", "VIOLATION", "EXPIRED"], on: [2, -2, -4] };
  const sent = { ...send, inputs: given, on: [2, -2, -3] };
  const workflows = [
    suspendingWorkflow(maker, "WAIT", effect(maker, waited)),
    suspendingWorkflow(maker, "SEND", effect(maker, sent)),
    suspendingWorkflow(maker, "RESEND", effect(maker, { ...sent, unknown: "retry", timeout_seconds: 5 })),
    suspendingWorkflow(maker, "ONE", invoke(maker, "EXECUTE", "one")),
    suspendingWorkflow(maker, "EACH", invoke(maker, "EXECUTE_SEQUENCE", "sequence")),
    suspendingWorkflow(maker, "ALL", invoke(maker, "EXECUTE_CONCURRENT", "concurrent")),
  ];
  const structure = address("d::STRUCTURE_S_V0");
  const stores = [{ structure, name: "TOLD", semantics: "events", record: -1, sensitiveRecord: -1 }] as const;
  return linkParts({
    tables: { workflows, contracts, stores },
    artifacts,
    programDigest: "5".repeat(64),
    transforms: [choose],
    readers,
    validators: [isNotRefused, () => []],
  });
}

function suspendingWorkflow(maker: Maker, name: string, step: StepProgram): WorkflowProgram {
  const { address, reader, contracts, given } = maker;
  const contract = contractOf({
    artifact: address(`d::CC_${name}_V0`),
    outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR", "EXPIRED"],
    outputs: [reader(({ steps }) => ({ came: steps[1] as JsonObject })), -1, -1, -1],
    steps: [
      log(maker, "before", ({ inputs }) => ({ given: inputs["name"] ?? "" })),
      step,
      log(maker, "after", ({ steps }) => ({ came: steps[1] as JsonObject })),
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
}

function effect(
  { address, result }: Maker,
  step: Partial<EffectStepProgram> & Pick<EffectStepProgram, "name" | "op" | "inputs" | "on">,
): EffectStepProgram {
  const outcomes = step.outcomes ?? ["SUCCESS", "VIOLATION", "BACKEND_ERROR"];
  return effectStep({
    artifact: address("capability_side_effects::CS_APPENDONLY_JSONL_V0"),
    semantics: "append",
    store: 0,
    outcomes,
    outputs: outcomes.map(() => result),
    ...step,
  });
}

function log(maker: Maker, told: "before" | "after", what: Reader): EffectStepProgram {
  return effect(maker, {
    name: told,
    op: "APPEND",
    event: maker.address("d::EV_TOLD_V0"),
    inputs: maker.reader((frame) => ({ record: { told, ...what(frame), at: frame.context["now"] as string } })),
    on: [told === "before" ? 1 : 3, -2, -3],
  });
}

/** Any workflow of the program can be a child. */
function invoke(maker: Maker, op: string, mode: "one" | "sequence" | "concurrent"): EffectStepProgram {
  const { address, reader } = maker;
  return effect(maker, {
    name: "run",
    artifact: address("capability_side_effects::CS_CHILDREN_V0"),
    op,
    semantics: "invoke",
    store: -1,
    inputs: reader(({ inputs }) => ({ children: inputs["children"] ?? [] })),
    invoke: { mode, workflows: [0, 1, 2, 3, 4, 5], as: mode === "one" ? address("d::AC_HELPER_V0") : -1 },
    outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR", "PARTIAL_FAILURE"],
    on: [2, -2, -3, 2],
  });
}

function choose({ wish }: JsonObject): TransformAnswer {
  if (wish === "throw") throw new Error("as asked");
  return { outcome: { deny: "VIOLATION", fail: "BACKEND_ERROR" }[String(wish)] ?? "SUCCESS", outputs: {} };
}

function isNotRefused(value: Json): ReturnType<Validator> {
  const isRefused = (value as JsonObject)["name"] === "refused";
  return isRefused ? [{ pointer: "/name", keyword: "const", message: "must be another one" }] : [];
}
