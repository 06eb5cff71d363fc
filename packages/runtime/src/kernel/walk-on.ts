import { type JsonObject, rules } from "@pgs/governance";
import type { ContractNodeProgram, EffectStepProgram, IntentNodeProgram } from "../snapshot/program.ts";
import { admit, examine } from "./admit.ts";
import { askPreconditions, judgePreconditions } from "./ask-preconditions.ts";
import { faultRecord } from "./fault-record.ts";
import { leave } from "./leave.ts";
import { nowhere } from "./reason-of.ts";
import type { Command, EffectAnswer, Input, Reason } from "./state.ts";
import { takeAnswer, takeTransform } from "./take-step.ts";
import { contractOf, noEntry, nothing, placeIn, read, refused, Stop, stop, type Walk } from "./walk.ts";

type Start = Extract<Input, { readonly kind: "start" }>;
/** An answer comes as it is, without saying that it is one: a run takes many. */
export type Told = Exclude<Input, { readonly kind: "answer" }> | EffectAnswer;

/**
 * The kernel: takes what the world tells a run, and walks on until something is asked of the world.
 * Live execution, recovery and replay are drivers of this one function.
 *
 * 1. It changes the walk and nothing else: the same walk and input give the same command. No clock, entropy or I/O.
 * 2. Every outcome goes where the program says. One that it does not list, an edge to nowhere, an entry that is not
 *    there: each is a fault, never a default and never SUCCESS.
 * 3. Steps run forward only and no node runs twice, so that every run ends.
 * 4. What comes from outside is validated before anything reads it: payload, actor, answers.
 * 5. What linked code is given or gives is frozen: no later step can change what a trace says of an earlier one.
 * 6. An ended run takes no input.
 */
export function walkOn(walk: Walk, told: Told): Command {
  let command: Command;
  try {
    command = take(walk, told);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    walk.records?.push(faultRecord(error.fault));
    command = { kind: "fault", fault: error.fault };
  }
  walk.status = command.kind === "effect" || command.kind === "ask" ? "awaiting" : "ended";
  walk.asked = command.kind === "effect" ? command.inputs : nothing;
  return command;
}

function take(walk: Walk, told: Told): Command {
  const { status, atStep } = walk;
  if ("kind" in told && told.kind === "start") {
    if (status !== "new") throw new Error(`a run that is ${status} is not started`);
    return start(walk, told);
  }
  if (status !== "awaiting") throw new Error(`a run that is ${status} awaits nothing`);
  if ("kind" in told) return stop(walk, told);
  if (walk.step === -1) return resume(walk, told);
  if (atStep?.kind !== "effect") return noEntry(walk, "steps", walk.step);
  const index = takeAnswer(walk, atStep, told);
  return follow(walk, atStep.on[index] ?? noEntry(walk, "on", index));
}

function start(walk: Walk, input: Start): Command {
  const gate = walk.workflow.nodes[0] ?? noEntry(walk, "nodes", 0);
  walk.atNode = gate;
  if (gate.kind !== "intent") return stop(walk, rules.runEdgeExists({ outcome: "start" }, nowhere));
  const reasons = examine(walk, input);
  walk.frame.results[0] = nothing;
  const asked = reasons.length > 0 ? undefined : askPreconditions(walk, gate.preconditions);
  return asked ?? passGate(walk, gate, reasons);
}

/** Goes on at a node whose preconditions were looked up. */
function resume(walk: Walk, answer: EffectAnswer): Command {
  const { atNode: node } = walk;
  if (node === undefined) return noEntry(walk, "nodes", walk.node);
  if (node.kind === "exit") return stop(walk, rules.runEdgeExists({ outcome: node.name }, nowhere));
  const judged = judgePreconditions(walk, node.preconditions ?? [], answer);
  walk.records?.push(...judged.records);
  if (node.kind === "intent") return passGate(walk, node, judged.reasons);
  if (judged.reasons.length === 0) return enter(walk, node);
  walk.causes = judged.reasons;
  walk.frame.results[walk.node] = nothing;
  walk.taken[walk.node] = refused;
  walk.records?.push({ type: "node", ...placeIn(walk), outcome: "REFUSED" });
  return goOn(walk, "REFUSED", node.refused);
}

/** Admits or refuses, and takes the edge. */
function passGate(walk: Walk, gate: IntentNodeProgram, reasons: readonly Reason[]): Command {
  const outcome = admit(walk, gate, reasons);
  const index = gate.outcomes.indexOf(outcome);
  walk.taken[walk.node] = index;
  return goOn(walk, outcome, gate.next[index]);
}

/** Takes the edge of an outcome to a node, which must exist and come up for the first time. */
function goOn(walk: Walk, outcome: string, target: number | undefined): Command {
  const { atNode: from, frame, workflow } = walk;
  const next = target === undefined ? undefined : workflow.nodes[target];
  const isNew = target !== undefined && target > 0 && frame.results[target] === undefined;
  if (next === undefined || !isNew) return stop(walk, rules.runEdgeExists({ outcome }, nowhere));
  walk.node = target;
  walk.step = -1;
  walk.atNode = next;
  if (next.kind === "exit") return { kind: "end", end: leave(walk, next, { node: from?.name ?? "", outcome }) };
  if (next.kind === "intent") return stop(walk, rules.runEdgeExists({ outcome: next.name }, nowhere));
  return askPreconditions(walk, next.preconditions) ?? enter(walk, next);
}

/** Runs a contract from its first step. */
function enter(walk: Walk, node: ContractNodeProgram): Command {
  const { steps } = contractOf(walk, node);
  walk.frame.inputs = read(walk, node.inputs);
  // oxlint-disable-next-line unicorn/no-new-array -- as for the results of nodes
  walk.frame.steps = new Array<JsonObject | undefined>(steps.length);
  return follow(walk, 0);
}

/** Runs the steps of the contract from `first`: a step, or `-1 - k`, which leaves with outcome `k`. */
function follow(walk: Walk, first: number): Command {
  const { atNode: node } = walk;
  if (node?.kind !== "contract") return noEntry(walk, "nodes", walk.node);
  const contract = contractOf(walk, node);
  let target = first;
  while (target >= 0) {
    // 3: a jump back would run for ever, and what it reads was proved for steps before it only.
    if (target <= walk.step) return stop(walk, rules.runEdgeExists({ outcome: "on" }, nowhere));
    const step = contract.steps[target] ?? noEntry(walk, "steps", target);
    walk.step = target;
    walk.atStep = step;
    if (step.kind === "effect") return ask(walk, step);
    const index = takeTransform(walk, step);
    target = step.on[index] ?? noEntry(walk, "on", index);
  }
  walk.atStep = undefined;
  const left = -1 - target;
  const outcome = contract.outcomes[left] ?? noEntry(walk, "outcomes", left);
  const outputs = read(walk, contract.outputs[left] ?? -1);
  const { artifact } = contract;
  walk.frame.results[walk.node] = outputs;
  walk.taken[walk.node] = left;
  walk.records?.push({ type: "node", node: node.name, artifact, outcome, inputs: walk.frame.inputs, outputs });
  return goOn(walk, outcome, node.next[left]);
}

function ask(walk: Walk, step: EffectStepProgram): Command {
  const { artifact: sideEffect, op, semantics, store, event } = step;
  const { node, step: index } = walk;
  const inputs = read(walk, step.inputs);
  return { kind: "effect", node, step: index, sideEffect, op, semantics, store, event, inputs };
}
