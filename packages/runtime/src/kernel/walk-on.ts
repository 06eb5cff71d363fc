import { type JsonObject, rules } from "@pgs/governance";
import type {
  ContractNodeProgram,
  ContractProgram,
  EffectStepProgram,
  IntentNodeProgram,
  StepProgram,
  StepTarget,
} from "../snapshot/program.ts";
import { admit, examine } from "./admit.ts";
import { askPreconditions, judgePreconditions } from "./ask-preconditions.ts";
import { contractOf, noEntry } from "./entries.ts";
import { faultRecord } from "./fault-record.ts";
import { leave } from "./leave.ts";
import { read } from "./read.ts";
import { nowhere } from "./reason-of.ts";
import type { Command, EffectAnswer, Input, Reason } from "./state.ts";
import { takeFastPath } from "./take-fast-path.ts";
import { takeAnswer, takeTransform } from "./take-step.ts";
import { nothing, placeIn, refused, Stop, stop, type Walk } from "./walk.ts";

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
 * 7. A fast path does what the tables say as far as everything comes to SUCCESS, and is never asked about anything else.
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
  const { status } = walk;
  if ("kind" in told && told.kind === "start") {
    if (status !== "new") throw new Error(`a run that is ${status} is not started`);
    return start(walk, told);
  }
  if (status !== "awaiting") throw new Error(`a run that is ${status} awaits nothing`);
  if ("kind" in told) return stop(walk, told);
  return walk.step === -1 ? resume(walk, told) : goThrough(walk, told);
}

function start(walk: Walk, input: Start): Command {
  const gate = walk.workflow.nodes[0] ?? noEntry(walk, "nodes", 0);
  if (gate.kind !== "intent") return stop(walk, rules.runEdgeExists({ outcome: "start" }, nowhere));
  const reasons = examine(walk, input);
  walk.frame.results[0] = nothing;
  const asked = reasons.length > 0 ? undefined : askPreconditions(walk, gate.preconditions);
  return asked ?? passGate(walk, gate, reasons);
}

/** Goes on at a node whose preconditions were looked up. */
function resume(walk: Walk, answer: EffectAnswer): Command {
  const node = walk.workflow.nodes[walk.node];
  if (node === undefined) return noEntry(walk, "nodes", walk.node);
  if (node.kind === "exit") return stop(walk, rules.runEdgeExists({ outcome: node.name }, nowhere));
  const judged = judgePreconditions(walk, node.preconditions ?? [], answer);
  walk.records?.push(...judged.records);
  if (node.kind === "intent") return passGate(walk, node, judged.reasons);
  if (judged.reasons.length === 0) return goThrough(walk, undefined);
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
  const { node: from, frame, workflow } = walk;
  const next = target === undefined ? undefined : workflow.nodes[target];
  const isNew = target !== undefined && target > 0 && frame.results[target] === undefined;
  if (next === undefined || !isNew) return stop(walk, rules.runEdgeExists({ outcome }, nowhere));
  walk.node = target;
  walk.step = -1;
  if (next.kind === "exit")
    return { kind: "end", end: leave(walk, next, { node: workflow.nodes[from]?.name ?? "", outcome }) };
  if (next.kind === "intent") return stop(walk, rules.runEdgeExists({ outcome: next.name }, nowhere));
  return askPreconditions(walk, next.preconditions) ?? goThrough(walk, undefined);
}

/**
 * Goes on in the contract of the node where the walk stands, by the fast path as far as it leads. `answer` is what the
 * step awaits at which it stands.
 */
function goThrough(walk: Walk, answer: EffectAnswer | undefined): Command {
  const { node: first, step } = walk;
  const came = takeFastPath(walk, answer);
  if (typeof came === "object") return came;
  const node = walk.workflow.nodes[walk.node];
  if (node?.kind !== "contract") return noEntry(walk, "nodes", walk.node);
  if (typeof came === "number") return depart(walk, node, -1 - came);
  return follow(walk, node, walk.node === first && walk.step === step ? answer : undefined);
}

/** The same by the tables. */
function follow(walk: Walk, node: ContractNodeProgram, answer: EffectAnswer | undefined): Command {
  const contract = contractOf(walk, node);
  let target = firstOf(walk, { node, contract, answer });
  while (target >= 0) {
    // 3: a jump back would run for ever, and what it reads was proved for steps before it only.
    if (target <= walk.step) return stop(walk, rules.runEdgeExists({ outcome: "on" }, nowhere));
    const step = contract.steps[target] ?? noEntry(walk, "steps", target);
    walk.step = target;
    if (step.kind === "effect") return ask(walk, step);
    const index = takeTransform(walk, step);
    target = step.on[index] ?? noEntry(walk, "on", index);
  }
  walk.step = -1;
  const left = -1 - target;
  walk.frame.results[walk.node] = read(walk, contract.outputs[left] ?? -1);
  return depart(walk, node, left);
}

/** Enters a contract, takes in the answer of the effect at which the walk stands, or does that step anew. */
function firstOf(
  walk: Walk,
  at: {
    readonly node: ContractNodeProgram;
    readonly contract: ContractProgram;
    readonly answer: EffectAnswer | undefined;
  },
): StepTarget {
  const { steps } = at.contract;
  if (walk.step === -1) {
    walk.frame.inputs = read(walk, at.node.inputs);
    // oxlint-disable-next-line unicorn/no-new-array -- as for the results of nodes
    walk.frame.steps = new Array<JsonObject | undefined>(steps.length);
    return 0;
  }
  if (at.answer !== undefined) return targetOf(walk, steps[walk.step], at.answer);
  walk.step -= 1;
  return walk.step + 1;
}

/** Takes in the answer of the effect at which the walk stands. Returns where its outcome leads. */
function targetOf(walk: Walk, step: StepProgram | undefined, answer: EffectAnswer): StepTarget {
  if (step?.kind !== "effect") return noEntry(walk, "steps", walk.step);
  const index = takeAnswer(walk, step, answer);
  return step.on[index] ?? noEntry(walk, "on", index);
}

/** Takes the edge of an outcome that a contract was left with. Its results are there. */
function depart(walk: Walk, node: ContractNodeProgram, left: number): Command {
  const { artifact, outcomes } = contractOf(walk, node);
  walk.step = -1;
  const outcome = outcomes[left] ?? noEntry(walk, "outcomes", left);
  walk.taken[walk.node] = left;
  if (walk.records !== undefined) {
    const { inputs, results } = walk.frame;
    const outputs = results[walk.node] ?? nothing;
    walk.records.push({ type: "node", node: node.name, artifact, outcome, inputs, outputs });
  }
  return goOn(walk, outcome, node.next[left]);
}

function ask(walk: Walk, step: EffectStepProgram): Command {
  const { artifact: sideEffect, op, semantics, store, event } = step;
  const { node, step: index } = walk;
  const inputs = read(walk, step.inputs);
  return { kind: "effect", node, step: index, sideEffect, op, semantics, store, event, inputs };
}
