import { type Diagnostic, type Json, type JsonObject, rules } from "@pgs/governance";
import { freezeAround, isComplete } from "../freeze-json.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type {
  Address,
  ContractNodeProgram,
  ContractProgram,
  NodeProgram,
  StepProgram,
  WorkflowProgram,
} from "../snapshot/program.ts";
import { nowhere } from "./reason-of.ts";
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
  /** Where it stands, as indexes and as what the program says of it: what a fault names. */
  node: number;
  step: number;
  atNode: NodeProgram | undefined;
  atStep: StepProgram | undefined;
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
    node: 0,
    step: -1,
    atNode: undefined,
    atStep: undefined,
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

/** Where a walk stands: before or in a node, or in one of its steps. */
export function placeIn({ linked, workflow, atNode, atStep }: Walk): Pick<Fault, "node" | "step" | "artifact"> {
  if (atNode === undefined) return { node: "", artifact: workflow.artifact };
  if (atStep !== undefined) return { node: atNode.name, step: atStep.name, artifact: atStep.artifact };
  return { node: atNode.name, artifact: artifactOf(linked, workflow, atNode) };
}

export function artifactOf({ program }: LinkedProgram, workflow: WorkflowProgram, node: NodeProgram): Address {
  if (node.kind === "intent") return workflow.intent.artifact;
  const contract = node.kind === "contract" ? program.contracts[node.contract] : undefined;
  return contract?.artifact ?? workflow.artifact;
}

/** Gives an entry of a table of the program. An index without an entry is a fault, never a default. */
export function entryOf<T>(walk: Walk, table: readonly T[], name: string, index: number): T {
  const entry = table[index];
  return entry === undefined ? noEntry(walk, name, index) : entry;
}

export function noEntry(walk: Walk, table: string, index: number): never {
  return stop(walk, rules.runEntryExists({ table, index: `${index}` }, nowhere));
}

export function contractOf(walk: Walk, { contract }: ContractNodeProgram): ContractProgram {
  return walk.linked.program.contracts[contract] ?? noEntry(walk, "contracts", contract);
}

/** Reads from the frame as it stands; -1 gives nothing. */
export function read(walk: Walk, reader: number): JsonObject {
  if (reader === -1) return nothing;
  const made = call(walk, reader);
  if (walk.linked.readsWhole === true || isComplete(made)) return made;
  return stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
}

/** Reads what is handed to linked code: it is frozen, so that a record says what was handed over. */
export function readToHandOver(walk: Walk, reader: number): JsonObject {
  if (reader === -1) return nothing;
  const made = call(walk, reader);
  if (walk.linked.readsWhole === true) return Object.freeze(made);
  return freezeAround(made) ? made : stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
}

function call(walk: Walk, reader: number): JsonObject {
  const take = walk.linked.readers[reader] ?? noEntry(walk, "readers", reader);
  try {
    return take(walk.frame);
  } catch {
    // What it throws says which property of `undefined` it missed: nothing that a person could use.
    return stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
  }
}
