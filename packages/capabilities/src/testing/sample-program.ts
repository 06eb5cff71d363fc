import type { Fqdn, Json, JsonObject } from "@pgs/governance";
import type { EffectStepProgram, LinkedProgram, Transform, Validator } from "@pgs/runtime";
import { makeVault } from "../hosts/vault/make-vault.ts";

/** Of a key that everybody knows. */
export const vault = makeVault(new Uint8Array(32));

/**
 * A small program for tests of the engine: ADMIT → KEEP (register, choose, log) → DONE | DENIED | FAILED.
 * The payload `{name, wish}` says what `choose` does: go on, deny, fail, throw, or answer what nobody declared.
 */
export const sample: LinkedProgram = {
  program: {
    format: 1,
    workflows: [
      {
        artifact: 0,
        intent: { artifact: 1, actors: [], principal: "optional", payload: 0, sensitivePayload: -1 },
        nodes: [
          { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 5] },
          { kind: "contract", name: "KEEP", contract: 0, inputs: 0, sensitiveInputs: -1, next: [2, 3, 4] },
          {
            kind: "exit",
            name: "DONE",
            class: "completed",
            reason: "",
            detail: "",
            outputs: 4,
            sensitiveOutputs: -1,
            emit: [{ event: 6, store: 2, fields: 4, sensitiveFields: -1 }],
          },
          {
            kind: "exit",
            name: "DENIED",
            class: "denied",
            reason: "",
            detail: "",
            outputs: -1,
            sensitiveOutputs: -1,
            emit: [],
          },
          {
            kind: "exit",
            name: "FAILED",
            class: "failed",
            reason: "",
            detail: "",
            outputs: -1,
            sensitiveOutputs: -1,
            emit: [],
          },
          {
            kind: "exit",
            name: "REJECTED",
            class: "rejected",
            reason: "",
            detail: "",
            outputs: -1,
            sensitiveOutputs: -1,
            emit: [],
          },
        ],
      },
    ],
    contracts: [
      {
        artifact: 2,
        outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR"],
        outputs: [3, -1, -1],
        sensitiveOutputs: -1,
        steps: [
          effect({
            name: "register",
            artifact: 3,
            op: "REGISTER",
            semantics: "idempotent",
            store: 0,
            event: -1,
            inputs: 1,
            outcomes: ["SUCCESS", "ALREADY_EXISTS", "VIOLATION", "BACKEND_ERROR"],
            on: [1, 1, -2, -3],
            outputs: [5, 5, -1, -1],
          }),
          {
            kind: "transform",
            sensitiveInputs: -1,
            sensitiveOutputs: -1,
            name: "choose",
            artifact: 4,
            transform: 0,
            inputs: 2,
            outcomes: ["SUCCESS", "VIOLATION", "BACKEND_ERROR"],
            on: [2, -2, -3],
            outputs: [-1, -1, -1],
            checks: [],
          },
          effect({
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
      },
    ],
    stores: [
      { structure: 8, name: "KEPT", semantics: "registry", record: -1, sensitiveRecord: -1 },
      { structure: 8, name: "LOG", semantics: "events", record: -1, sensitiveRecord: -1 },
      { structure: 8, name: "DONE", semantics: "events", record: -1, sensitiveRecord: -1 },
      { structure: 8, name: "KNOWN", semantics: "facts", record: 0, sensitiveRecord: -1 },
    ],
    transforms: [],
    events: [],
    sensitivities: [],
    retired: [9],
  },
  vocabulary: {
    format: 1,
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
    ] as Fqdn[],
  },
  programDigest: "d".repeat(64),
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
  parse: (text) => JSON.parse(text) as Json,
  adopt: (value) => structuredClone(value) as Json,
};

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

type Given = "kind" | "host" | "answers" | "checks" | "sensitiveInputs" | "sensitiveOutputs" | "sensitiveAnswer";

function effect(step: Omit<EffectStepProgram, Given>): EffectStepProgram {
  const sensitive = { sensitiveInputs: -1, sensitiveOutputs: -1, sensitiveAnswer: -1 };
  return { kind: "effect", host: "sqlite", answers: step.outcomes.map(() => -1), checks: [], ...sensitive, ...step };
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
