import type { Json, JsonObject } from "@pgs/governance";
import type { LinkedProgram, Transform, Validator } from "../snapshot/linked-program.ts";
import type { ContractProgram, WorkflowProgram } from "../snapshot/program.ts";
import { contractNode, contractOf, effectStep, exitNode, intentOf, linkParts, transformStep } from "./program-parts.ts";

/** ADMIT → WORK (make, then keep) → DONE | DENIED; NACK → REJECTED. */
const workflow: WorkflowProgram = {
  artifact: 0,
  intent: intentOf(1, [{ artifact: 2, attributes: 1, sensitiveAttributes: -1 }]),
  nodes: [
    { kind: "intent", name: "ADMIT", outcomes: ["ACK", "NACK"], next: [1, 4] },
    contractNode({ name: "WORK", contract: 0, inputs: 0, next: [2, 3] }),
    exitNode("DONE", "completed", { outputs: 4, emit: [{ event: 6, store: 0, fields: 4, sensitiveFields: -1 }] }),
    exitNode("DENIED", "denied"),
    exitNode("REJECTED", "rejected"),
  ],
};
const contract: ContractProgram = contractOf({
  artifact: 3,
  outcomes: ["SUCCESS", "VIOLATION"],
  outputs: [3, -1],
  steps: [
    transformStep({
      name: "make",
      artifact: 4,
      inputs: 1,
      outcomes: ["SUCCESS", "VIOLATION"],
      on: [1, -2],
      outputs: [2, -1],
    }),
    effectStep({
      name: "keep",
      artifact: 5,
      op: "WRITE",
      semantics: "mutate",
      store: 0,
      inputs: 1,
      outcomes: ["SUCCESS", "VIOLATION"],
      on: [-1, -2],
      answers: [2, -1],
    }),
  ],
});
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
  const linked = linkParts({
    tables: {
      workflows: [workflow],
      contracts: [contract],
      stores: [{ structure: 7, name: "KEPT", semantics: "state", record: 0, sensitiveRecord: -1 }],
    },
    artifacts: names,
    transforms: [changes.transform ?? upper],
    readers: [
      (f) => ({ text: (f.payload as JsonObject)["text"] as Json }),
      (f) => ({ text: f.inputs["text"] as Json }),
      (f) => ({ made: f.result["made"] as Json }),
      (f) => ({ made: f.steps[0]?.["made"] as Json }),
      (f) => ({ made: f.results[1]?.["made"] as Json }),
    ],
    validators: changes.validators ?? [isText, () => [], () => []],
  });
  const program = structuredClone(linked.program);
  if (changes.forged !== undefined) forge(program, ...changes.forged);
  return { ...linked, program };
}

/** Sets what stands at a path such as `contracts.0.steps.0.on`. */
function forge(target: object, path: string, value: Json): void {
  const names = path.split(".");
  const last = names.pop() ?? "";
  const owner = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], target);
  (owner as Record<string, unknown>)[last] = value;
}
