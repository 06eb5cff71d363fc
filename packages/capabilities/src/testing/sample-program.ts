import type { Json, JsonObject } from "@pgs/governance";
import type { ContractProgram, LinkedProgram, Transform, Validator, WorkflowProgram } from "@pgs/runtime";
import {
  contractNode,
  contractOf,
  effectStep,
  exitNode,
  intentOf,
  linkParts,
  transformStep,
} from "@pgs/runtime/testing";
import { makeVault } from "../hosts/vault/make-vault.ts";

/** Of a key that everybody knows. */
export const vault = makeVault(new Uint8Array(32));

const workflow: WorkflowProgram = {
  artifact: 0,
  intent: intentOf(1),
  nodes: [
    { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 5] },
    contractNode({ name: "KEEP", contract: 0, inputs: 0, next: [2, 3, 4] }),
    exitNode("DONE", "completed", { outputs: 4, emit: [{ event: 6, store: 2, fields: 4, sensitiveFields: -1 }] }),
    exitNode("DENIED", "denied"),
    exitNode("FAILED", "failed"),
    exitNode("REJECTED", "rejected"),
  ],
};

const contract: ContractProgram = contractOf({
  artifact: 2,
  outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR"],
  outputs: [3, -1, -1],
  steps: [
    effectStep({
      name: "register",
      artifact: 3,
      op: "REGISTER",
      semantics: "idempotent",
      store: 0,
      inputs: 1,
      outcomes: ["SUCCESS", "ALREADY_EXISTS", "VIOLATION", "BACKEND_ERROR"],
      on: [1, 1, -2, -3],
      outputs: [5, 5, -1, -1],
    }),
    transformStep({
      name: "choose",
      artifact: 4,
      inputs: 2,
      outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR"],
      on: [2, -2, -3],
    }),
    effectStep({
      name: "log",
      artifact: 5,
      op: "APPEND",
      semantics: "append",
      store: 1,
      event: 7,
      inputs: 6,
      outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR"],
      on: [-1, -2, -3],
      outputs: [7, -1, -1],
    }),
  ],
});

/**
 * A small program for tests of the engine: ADMIT → KEEP (register, choose, log) → DONE | DENIED | FAILED.
 * The payload `{name, wish}` says what `choose` does: go on, deny, fail, throw, or answer what nobody declared.
 */
export const sample: LinkedProgram = linkParts({
  tables: {
    workflows: [workflow],
    contracts: [contract],
    stores: [
      { structure: 8, name: "KEPT", semantics: "registry", record: -1, sensitiveRecord: -1 },
      { structure: 8, name: "LOG", semantics: "events", record: -1, sensitiveRecord: -1 },
      { structure: 8, name: "DONE", semantics: "events", record: -1, sensitiveRecord: -1 },
      { structure: 8, name: "KNOWN", semantics: "facts", record: 0, sensitiveRecord: -1 },
    ],
    retired: [9],
  },
  artifacts: [
    "d::WF_KEEP_V0",
    "d::IN_WF_KEEP_V0",
    "d::CC_KEEP_V0",
    "capability_side_effects::CS_REGISTRY_V0",
    "d::CT_CHOOSE_V0",
    "capability_side_effects::CS_APPENDONLY_JSONL_V0",
    "d::EV_DONE_V0",
    "d::EV_LOGGED_V0",
    "d::STRUCTURE_S_V0",
    "d::WF_OLD_V0",
  ],
  transforms: [choose()],
  readers: [
    ({ payload }) => ({ name: (payload as JsonObject)["name"] ?? null, wish: (payload as JsonObject)["wish"] ?? null }),
    (f) => ({ key: f.inputs["name"] as Json }),
    (f) => ({ wish: f.inputs["wish"] as Json }),
    (f) => ({ address: f.steps[0]?.["address"] as Json, number: f.steps[2]?.["number"] as Json }),
    (f) => ({ address: f.results[1]?.["address"] as Json }),
    (f) => ({ address: f.result["address"] as Json }),
    (f) => ({ record: { name: f.inputs["name"] as Json } }),
    (f) => ({ number: f.result["sequence_number"] as Json }),
  ],
  validators: [isNamed()],
});

function choose(): Transform {
  return ({ wish, ...rest }) => {
    if (wish === "throw") throw new Error("as asked");
    const outcome = { deny: "VIOLATION", fail: "BACKEND_ERROR", odd: "MAYBE" }[String(wish)] ?? "SUCCESS";
    return { outcome, outputs: rest, ...(outcome === "SUCCESS" ? {} : { reason: `${String(wish)} was asked for` }) };
  };
}

/** Fills in `wish`, as a sealed validator does with a default. */
function isNamed(): Validator {
  return (value) => {
    const record = value as Record<string, Json> | null;
    if (typeof record?.["name"] !== "string")
      return [{ pointer: "/name", keyword: "type", message: "must be a string" }];
    record["wish"] ??= "go on";
    return [];
  };
}

/** A request to the sample, as an operator makes it. */
export function asked(
  key: string,
  payload: Json,
): {
  readonly workflow: string;
  readonly payloadText: string;
  readonly refusals: readonly never[];
  readonly key: string;
  readonly actor: {
    readonly actor: string;
    readonly attributes: JsonObject;
    readonly provenance: "asserted-by-operator";
  };
} {
  const actor = { actor: "", attributes: {}, provenance: "asserted-by-operator" as const };
  return { workflow: "d::WF_KEEP_V0", payloadText: JSON.stringify(payload), refusals: [], key, actor };
}
