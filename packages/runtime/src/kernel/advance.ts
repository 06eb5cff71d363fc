import { rules } from "@pgs/governance";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type {
  ContractNodeProgram,
  EffectStepProgram,
  IntentNodeProgram,
  WorkflowProgram,
} from "../snapshot/program.ts";
import { admit, examine } from "./admit.ts";
import { askPreconditions, type Judged, judgePreconditions } from "./ask-preconditions.ts";
import { faultRecord } from "./fault-record.ts";
import { leave } from "./leave.ts";
import { nowhere } from "./reason-of.ts";
import type { Advance, Command, Input, RunState } from "./state.ts";
import { takeAnswer, takeTransform } from "./take-step.ts";
import { entryOf, moveTo, nothing, read, readToHandOver, Stop, stop, type Walk } from "./walk.ts";

/**
 * The kernel: from a state and what the world tells to the next state and what is asked of the world.
 * Live execution, recovery and replay are drivers of this one function.
 *
 * 1. It is pure: a state is never changed, and the same arguments give the same answer. No clock, entropy or I/O.
 * 2. Every outcome goes where the program says. One that it does not list, an edge to nowhere, an entry that is not
 *    there: each is a fault, never a default and never SUCCESS.
 * 3. Steps run forward only and no node runs twice, so that every run ends.
 * 4. What comes from outside is validated before anything reads it: payload, actor, answers.
 * 5. What other code is given or gives is frozen: no later step can change what a trace says of an earlier one.
 * 6. An ended run takes no input.
 */
export function advance(linked: LinkedProgram, state: RunState, input: Input): Advance {
  const walk = openWalk(linked, state);
  try {
    const command = run(walk, state, input);
    return close(walk, state, command);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    walk.records.push(faultRecord(error.fault));
    return close(walk, state, { kind: "fault", fault: error.fault });
  }
}

/** The state of a run of which nothing has happened. `workflow` is an index into the program's. */
export function newState(workflow: number): RunState {
  const frame = { payload: null, results: [], context: nothing, inputs: nothing, steps: [], result: nothing };
  return { status: "new", workflow, node: 0, step: -1, frame, asked: nothing, causes: [] };
}

function run(walk: Walk, state: RunState, input: Input): Command {
  if (input.kind === "start") {
    if (state.status !== "new") throw new Error(`a run that is ${state.status} is not started`);
    return start(walk, input);
  }
  if (state.status !== "awaiting") throw new Error(`a run that is ${state.status} awaits nothing`);
  if (state.step === -1) return resume(walk, state, input);
  const node = contractAt(walk, state.node);
  const step = stepAt(walk, node, state.step);
  if (input.kind === "failure") throw new Stop({ code: input.code, message: input.message, ...walk.at });
  const outcome = takeAnswer(walk, step as EffectStepProgram, { inputs: state.asked, answer: input.answer });
  return follow(walk, node, entryOf(walk, step.on, "on", outcome));
}

function start(walk: Walk, input: Extract<Input, { readonly kind: "start" }>): Command {
  const gate = entryOf(walk, walk.workflow.nodes, "nodes", 0);
  walk.at = { node: gate.name, artifact: walk.workflow.intent.artifact };
  if (gate.kind !== "intent") return stop(walk, rules.runEdgeExists({ outcome: "start" }, nowhere));
  const reasons = examine(walk, input);
  walk.frame.results[0] = nothing;
  const asked = reasons.length > 0 ? undefined : askPreconditions(walk, gate.preconditions);
  return asked ?? passGate(walk, gate, { reasons, records: [] });
}

/** Goes on at a node whose preconditions were looked up. */
function resume(walk: Walk, state: RunState, input: Exclude<Input, { readonly kind: "start" }>): Command {
  const node = entryOf(walk, walk.workflow.nodes, "nodes", state.node);
  if (node.kind === "intent") walk.at = { node: node.name, artifact: walk.workflow.intent.artifact };
  else contractAt(walk, state.node);
  if (input.kind === "failure") throw new Stop({ code: input.code, message: input.message, ...walk.at });
  if (node.kind === "exit") return stop(walk, rules.runEdgeExists({ outcome: node.name }, nowhere));
  const judged = judgePreconditions(walk, node.preconditions ?? [], input.answer);
  if (node.kind === "intent") return passGate(walk, node, judged);
  walk.records.push(...judged.records);
  if (judged.reasons.length === 0) return enter(walk, node);
  walk.causes = judged.reasons;
  walk.frame.results[walk.node] = nothing;
  walk.records.push({ type: "node", ...walk.at, outcome: "REFUSED" });
  return goOn(walk, { node: node.name, outcome: "REFUSED", target: node.refused });
}

/** Admits or refuses, and takes the edge. */
function passGate(walk: Walk, gate: IntentNodeProgram, { reasons, records }: Judged): Command {
  walk.records.push(...records);
  const outcome = admit(walk, reasons);
  return goOn(walk, { node: gate.name, outcome, target: gate.next[gate.outcomes.indexOf(outcome)] });
}

/** Runs node after node until something is asked of the world. */
function goOn(
  walk: Walk,
  edge: { readonly node: string; readonly outcome: string; readonly target: number | undefined },
): Command {
  const next = moveTo(walk, edge);
  if (next.kind === "exit") return { kind: "end", end: leave(walk, next, edge) };
  const node = contractAt(walk, walk.node);
  return askPreconditions(walk, node.preconditions) ?? enter(walk, node);
}

/** Runs a contract from its first step. */
function enter(walk: Walk, node: ContractNodeProgram): Command {
  walk.frame.inputs = read(walk, node.inputs);
  walk.frame.steps = [];
  return follow(walk, node, 0);
}

/** Runs the steps of a contract from `target`: a step, or `-1 - k`, which leaves with outcome `k`. */
function follow(walk: Walk, node: ContractNodeProgram, first: number): Command {
  let target = first;
  while (target >= 0) {
    // 3: a jump back would run for ever, and what it reads was proved for steps before it only.
    if (target <= walk.step) return stop(walk, rules.runEdgeExists({ outcome: "on" }, nowhere));
    const step = stepAt(walk, node, target);
    if (step.kind === "effect") return ask(walk, step);
    target = entryOf(walk, step.on, "on", takeTransform(walk, step));
  }
  const contract = entryOf(walk, walk.linked.program.contracts, "contracts", node.contract);
  walk.at = { node: node.name, artifact: contract.artifact };
  const left = -1 - target;
  const outcome = entryOf(walk, contract.outcomes, "outcomes", left);
  const outputs = read(walk, contract.outputs[left] ?? -1);
  walk.frame.results[walk.node] = outputs;
  const { artifact } = contract;
  walk.records.push({ type: "node", node: node.name, artifact, outcome, inputs: walk.frame.inputs, outputs });
  return goOn(walk, { node: node.name, outcome, target: node.next[left] });
}

function ask(walk: Walk, step: EffectStepProgram): Command {
  const { artifact: sideEffect, op, semantics, store, event } = step;
  const { node, step: index } = walk;
  return {
    kind: "effect",
    node,
    step: index,
    sideEffect,
    op,
    semantics,
    store,
    event,
    inputs: readToHandOver(walk, step.inputs),
  };
}

function contractAt(walk: Walk, index: number): ContractNodeProgram {
  const node = entryOf(walk, walk.workflow.nodes, "nodes", index);
  if (node.kind !== "contract") return stop(walk, rules.runEdgeExists({ outcome: node.name }, nowhere));
  const contract = entryOf(walk, walk.linked.program.contracts, "contracts", node.contract);
  walk.at = { node: node.name, artifact: contract.artifact };
  return node;
}

function stepAt(walk: Walk, node: ContractNodeProgram, index: number): ContractStep {
  const contract = entryOf(walk, walk.linked.program.contracts, "contracts", node.contract);
  const step = entryOf(walk, contract.steps, "steps", index);
  walk.step = index;
  walk.at = { node: node.name, step: step.name, artifact: step.artifact };
  return step;
}

type ContractStep = LinkedProgram["program"]["contracts"][number]["steps"][number];

function openWalk(linked: LinkedProgram, state: RunState): Walk {
  const workflow: WorkflowProgram | undefined = linked.program.workflows[state.workflow];
  if (workflow === undefined) throw new Error(`the program has no workflow ${state.workflow}`);
  const { payload, results, context, inputs, steps, result } = state.frame;
  const frame = { payload, results: results.slice(), context, inputs, steps: steps.slice(), result };
  const { node, step, causes } = state;
  return { linked, workflow, frame, records: [], causes, node, step, at: { node: "", artifact: workflow.artifact } };
}

function close(walk: Walk, state: RunState, command: Command): Advance {
  const { frame, records, causes, node, step } = walk;
  const status = command.kind === "effect" || command.kind === "ask" ? "awaiting" : "ended";
  const asked = command.kind === "effect" ? command.inputs : nothing;
  return { state: { status, workflow: state.workflow, node, step, frame, asked, causes }, command, records };
}
