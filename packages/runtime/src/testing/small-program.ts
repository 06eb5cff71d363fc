import type { Fqdn, Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram, Transform, Validator } from "../snapshot/linked-program.ts";
import type { Program, WorkflowProgram } from "../snapshot/program.ts";

/** ADMIT → WORK (make, then keep) → DONE | DENIED; NACK → REJECTED. */
const workflow: WorkflowProgram = {
  artifact: 0,
  intent: {
    artifact: 1,
    actors: [{ artifact: 2, attributes: 1, sensitiveAttributes: -1 }],
    principal: "optional",
    payload: 0,
    sensitivePayload: -1,
  },
  nodes: [
    { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 4] },
    { kind: "contract", name: "WORK", contract: 0, inputs: 0, sensitiveInputs: -1, next: [2, 3] },
    {
      kind: "exit",
      name: "DONE",
      class: "completed",
      reason: "",
      detail: "",
      outputs: 4,
      sensitiveOutputs: -1,
      emit: [{ event: 6, store: 0, fields: 4, sensitiveFields: -1 }],
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
      name: "REJECTED",
      class: "rejected",
      reason: "",
      detail: "",
      outputs: -1,
      sensitiveOutputs: -1,
      emit: [],
    },
  ],
};
const program: Program = {
  format: 1,
  workflows: [workflow],
  contracts: [
    {
      artifact: 3,
      outcomes: ["SUCCESS", "VIOLATION"],
      outputs: [3, -1],
      sensitiveOutputs: -1,
      steps: [
        {
          kind: "transform",
          name: "make",
          artifact: 4,
          transform: 0,
          inputs: 1,
          sensitiveInputs: -1,
          sensitiveOutputs: -1,
          outcomes: ["SUCCESS", "VIOLATION"],
          on: [1, -2],
          outputs: [2, -1],
          checks: [],
        },
        {
          kind: "effect",
          name: "keep",
          artifact: 5,
          op: "WRITE",
          semantics: "mutate",
          host: "sqlite",
          store: 0,
          event: -1,
          inputs: 1,
          sensitiveInputs: -1,
          sensitiveOutputs: -1,
          outcomes: ["SUCCESS", "VIOLATION"],
          on: [-1, -2],
          outputs: [-1, -1],
          answers: [2, -1],
          sensitiveAnswer: -1,
          checks: [],
        },
      ],
    },
  ],
  stores: [{ structure: 7, name: "KEPT", semantics: "state", record: 0, sensitiveRecord: -1 }],
  transforms: [],
  events: [],
  sensitivities: [],
  retired: [],
};
const names = [
  "d::WF_W_V0",
  "d::IN_W_V0",
  "d::AC_A_V0",
  "d::CC_C_V0",
  "d::CT_M_V0",
  "d::CS_K_V0",
  "d::EV_E_V0",
  "d::STRUCTURE_S_V0",
];

/** Takes what holds a `text`. */
export const isText: Validator = (value) =>
  typeof (value as JsonObject)["text"] === "string"
    ? []
    : [{ pointer: "/text", keyword: "type", message: "must be a string" }];
/** `made`: the text in upper case. */
export const upper: Transform = ({ text }) => ({ outcome: "SUCCESS", outputs: { made: String(text).toUpperCase() } });

/** Links the program to the code that it needs; parts of either can be other ones. */
export function link(
  changes: {
    readonly transform?: Transform;
    readonly forged?: readonly [path: string, value: Json];
    readonly validators?: readonly Validator[];
  } = {},
): LinkedProgram {
  const copy = structuredClone(program);
  if (changes.forged !== undefined) forge(copy, ...changes.forged);
  return {
    program: copy,
    vocabulary: { format: 1, artifacts: names as Fqdn[] },
    programDigest: "d".repeat(64),
    transforms: [changes.transform ?? upper],
    readers: [
      (f) => ({ text: (f.payload as JsonObject)["text"] as Json }),
      (f) => ({ text: f.inputs["text"] as Json }),
      (f) => ({ made: f.result["made"] as Json }),
      (f) => ({ made: f.steps[0]?.["made"] as Json }),
      (f) => ({ made: f.results[1]?.["made"] as Json }),
    ],
    validators: changes.validators ?? [isText, () => [], () => []],
    parse: (text) => JSON.parse(text) as Json,
    adopt: (value) => structuredClone(value) as Json,
  };
}

/** Sets what stands at a path such as `contracts.0.steps.0.on`. */
function forge(target: object, path: string, value: Json): void {
  const names = path.split(".");
  const last = names.pop() ?? "";
  const owner = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], target);
  (owner as Record<string, unknown>)[last] = value;
}
