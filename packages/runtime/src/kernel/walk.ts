import { type Diagnostic, type Json, type JsonObject, rules } from "@pgs/governance";
import { freezeAround, isComplete } from "../freeze-json.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { Address, NodeProgram, WorkflowProgram } from "../snapshot/program.ts";
import { nowhere } from "./reason-of.ts";
import type { Fault, Reason, StepRecord } from "./state.ts";

/** A frame while one `advance` fills it in. */
export interface WorkFrame {
  payload: Json;
  readonly results: (JsonObject | undefined)[];
  context: JsonObject;
  inputs: JsonObject;
  steps: (JsonObject | undefined)[];
  result: JsonObject;
}

/** The working copy that one `advance` makes of a state. Never outlives it. */
export interface Walk {
  readonly linked: LinkedProgram;
  readonly workflow: WorkflowProgram;
  readonly frame: WorkFrame;
  readonly records: StepRecord[];
  causes: readonly Reason[];
  /** Where it stands: what a fault names. */
  node: number;
  step: number;
  at: { readonly node: string; readonly step?: string; readonly artifact: Address };
}

export const nothing: JsonObject = Object.freeze({});

/** Ends an `advance` with a fault. Thrown inside the kernel only; `advance` turns it into a command. */
export class Stop extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Stops where the walk stands. The words are the rule's. */
export function stop(walk: Walk, finding: Diagnostic): never {
  throw new Stop({ code: finding.code, message: finding.message, ...walk.at });
}

/** Gives an entry of a table of the program. An index without an entry is a fault, never a default. */
export function entryOf<T>(walk: Walk, table: readonly T[], name: string, index: number): T {
  const entry = table[index];
  return entry === undefined ? stop(walk, rules.runEntryExists({ table: name, index: `${index}` }, nowhere)) : entry;
}

/** Reads from the frame as it stands; -1 gives nothing. */
export function read(walk: Walk, reader: number): JsonObject {
  if (reader === -1) return nothing;
  const made = call(walk, reader);
  return isComplete(made) ? made : stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
}

/** Reads what is handed to code that is not the kernel's: it is frozen, so that a record says what was handed over. */
export function readToHandOver(walk: Walk, reader: number): JsonObject {
  if (reader === -1) return nothing;
  const made = call(walk, reader);
  return freezeAround(made) ? made : stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
}

function call(walk: Walk, reader: number): JsonObject {
  const take = entryOf(walk, walk.linked.readers, "readers", reader);
  try {
    return take(walk.frame);
  } catch {
    // What it throws says which property of `undefined` it missed: nothing that a person could use.
    return stop(walk, rules.runValuePresent({ reader: `${reader}` }, nowhere));
  }
}

/** Moves to a node, which must exist and come up for the first time. */
export function moveTo(
  walk: Walk,
  edge: { readonly outcome: string; readonly target: number | undefined },
): NodeProgram {
  const { target, outcome } = edge;
  const node = target === undefined ? undefined : walk.workflow.nodes[target];
  const isNew = target !== undefined && target > 0 && walk.frame.results[target] === undefined;
  if (node === undefined || !isNew) return stop(walk, rules.runEdgeExists({ outcome }, nowhere));
  walk.node = target;
  walk.step = -1;
  return node;
}
