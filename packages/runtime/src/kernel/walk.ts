import type { Diagnostic, Json, JsonObject } from "@pgs/governance";
import type { FastPath } from "../snapshot/fast-path.ts";
import type { LinkedProgram, TransformAnswer } from "../snapshot/linked-program.ts";
import type { Address, NodeProgram, WorkflowProgram } from "../snapshot/program.ts";
import type { Fault, Reason, RunState, StepRecord } from "./state.ts";

/** A frame that is being filled in. */
export interface WorkFrame {
  payload: Json;
  readonly results: (JsonObject | undefined)[];
  context: JsonObject;
  inputs: JsonObject;
  steps: (JsonObject | undefined)[];
  result: JsonObject;
}

/** A run under way. Whoever holds it changes it in place: a driver, or one call of `advance` its own copy. */
export interface Walk {
  readonly linked: LinkedProgram;
  readonly workflow: WorkflowProgram;
  readonly frame: WorkFrame;
  /** Undefined: nobody wants to be told. */
  readonly records: StepRecord[] | undefined;
  /** Parallel to the nodes: the index of the outcome that each was left with; `refused` for a precondition. */
  readonly taken: (number | undefined)[];
  status: RunState["status"];
  /** The inputs of the effect awaited. */
  asked: JsonObject;
  causes: readonly Reason[];
  /** Undefined: the tables alone say the way, and tell it to the records. */
  readonly fastPath: FastPath | undefined;
  /** What the transform of the step at which it stands answered to the fast path. */
  given: TransformAnswer | undefined;
  /** Where it stands, as indexes: what a fault names. */
  node: number;
  step: number;
}

/** In place of an outcome: the node was left by its edge `refused`. */
export const refused = -1;

export const nothing: JsonObject = Object.freeze({});

/** Opens a run of which nothing has happened. `workflow` is an index into the program's. */
export function openWalk(linked: LinkedProgram, workflow: number, isRecorded: boolean): Walk {
  const program = workflowAt(linked, workflow);
  const { length } = program.nodes;
  // oxlint-disable-next-line unicorn/no-new-array -- a list that grows place by place takes ten times the room
  const results = new Array<JsonObject | undefined>(length);
  return {
    linked,
    workflow: program,
    frame: { payload: null, results, context: nothing, inputs: nothing, steps: [], result: nothing },
    records: isRecorded ? [] : undefined,
    // oxlint-disable-next-line unicorn/no-new-array -- as above
    taken: new Array<number | undefined>(length),
    status: "new",
    asked: nothing,
    causes: none,
    fastPath: isRecorded ? undefined : linked.fastPaths?.[workflow],
    given: undefined,
    node: 0,
    step: -1,
  };
}

const none: readonly Reason[] = [];

export function workflowAt(linked: LinkedProgram, index: number): WorkflowProgram {
  const workflow = linked.program.workflows[index];
  if (workflow === undefined) throw new Error(`the program has no workflow ${index}`);
  return workflow;
}

/** Ends a run with a fault. Thrown inside the kernel only; `walkOn` turns it into a command. */
export class Stop extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Stops where the walk stands. The words are the rule's. */
export function stop(walk: Walk, { code, message }: Pick<Diagnostic, "code" | "message">): never {
  throw new Stop({ code, message, ...placeIn(walk) });
}

/** Where a walk stands: at a node, or in one of its steps. */
export function placeIn({
  linked,
  workflow,
  node: index,
  step: stepIndex,
}: Walk): Pick<Fault, "node" | "step" | "artifact"> {
  const node = workflow.nodes[index];
  if (node === undefined) return { node: "", artifact: workflow.artifact };
  const step = node.kind === "contract" ? linked.program.contracts[node.contract]?.steps[stepIndex] : undefined;
  if (step !== undefined) return { node: node.name, step: step.name, artifact: step.artifact };
  return { node: node.name, artifact: artifactOf(linked, workflow, node) };
}

export function artifactOf({ program }: LinkedProgram, workflow: WorkflowProgram, node: NodeProgram): Address {
  if (node.kind === "intent") return workflow.intent.artifact;
  const contract = node.kind === "contract" ? program.contracts[node.contract] : undefined;
  return contract?.artifact ?? workflow.artifact;
}
