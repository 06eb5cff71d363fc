import {
  type Advance,
  advance,
  type Command,
  type EffectAnswer,
  type Input,
  type LinkedProgram,
  newState,
  type StepRecord,
} from "@pgs/runtime";
import type { BoundProtocol, BoundWorkflow } from "../../3-bind/bound.ts";
import { declared } from "./declared.ts";
import { expectType, givenBy, recordOf, Undeclared } from "./undeclared.ts";

/** A request to a workflow, and who answers for the world. */
export interface PlayedRun {
  readonly protocol: BoundProtocol;
  readonly linked: LinkedProgram;
  /** Its index in the program. */
  readonly workflow: number;
  readonly asked: Pick<Extract<Input, { readonly kind: "start" }>, "payload" | "actor">;
  readonly answer: (command: Asking) => EffectAnswer;
}

/** What a run asks of the world. */
export type Asking = Extract<Command, { readonly kind: "effect" | "ask" }>;

/** How a run ended. */
export interface Ended {
  readonly end: Extract<Command, { readonly kind: "end" }>["end"];
  readonly isAdmitted: boolean;
  /** What the world answered. */
  readonly answers: readonly EffectAnswer[];
}

/**
 * Runs a workflow in the kernel to its end, and holds what happens against what the protocol declares, without asking
 * what was compiled: what each node takes and gives, which edges are followed, how the run ends and which events it
 * writes. Throws `Undeclared` where something else happens.
 */
export function playRun(run: PlayedRun): Ended {
  const { linked, workflow, asked } = run;
  const follow = followerOf(run);
  const answers: EffectAnswer[] = [];
  let at = advance(linked, newState(workflow), startOf(asked));
  let isAdmitted = false;
  for (let left = mostAnswers; left > 0; left -= 1) {
    for (const record of at.records) follow(record);
    isAdmitted ||= at.records.some(({ type, outcome }) => type === "admission" && outcome === "ACK");
    const ended = endOf(run, at);
    if (ended !== undefined) return { end: ended, isAdmitted, answers };
    const answer = run.answer(at.command as Asking);
    answers.push(answer);
    at = advance(linked, at.state, { kind: "answer", answer });
  }
  throw new Undeclared("the run does not end");
}

export function startOf(asked: PlayedRun["asked"]): Extract<Input, { readonly kind: "start" }> {
  const context = { now: "2026-01-31T12:00:00.000Z", run_id: "R", tenant: "default", snapshot: "S" };
  return { kind: "start", ...asked, context, refusals: [] };
}

/** More than any workflow asks for. */
const mostAnswers = 100;

/** Looks at records one after another: each node has to be where the edge before leads to. */
function followerOf(run: PlayedRun): (record: StepRecord) => void {
  const { protocol } = run;
  const { nodes } = workflowOf(run);
  let expected = nodes[0]?.name;
  return ({ type, node, outcome, inputs = {}, outputs = {} }) => {
    if (type === "step" || type === "precondition" || type === "fault") return;
    if (node !== expected) throw new Undeclared(`${node} is reached, and not ${expected}`);
    const at = nodes.find(({ name }) => name === node);
    if (at === undefined || at.kind === "exit") return;
    expected = at.next.find((edge) => edge.outcome === outcome)?.target;
    if (at.kind === "contract" && outcome !== "REFUSED") {
      const contract = declared(protocol, at.contract.fqdn, "CC");
      const guaranteed = contract.outcomes.find(({ name }) => name === outcome)?.guarantees;
      if (guaranteed === undefined) throw new Undeclared(`${node} ends with ${outcome}, which it does not declare`);
      expectType(recordOf(contract.inputs), inputs, `the inputs of ${node}`);
      expectType(recordOf(givenBy(contract.outputs, guaranteed)), outputs, `what ${node} gives after ${outcome}`);
    }
    if (expected === undefined) throw new Undeclared(`${node} declares no edge for ${outcome}`);
  };
}

/** How the run ended, if it did. */
function endOf(run: PlayedRun, { command }: Advance): Ended["end"] | undefined {
  const { protocol, linked } = run;
  if (command.kind === "fault") {
    const { code, message, node, step = "" } = command.fault;
    throw new Undeclared(`${code} ${message}, at ${node}/${step}`);
  }
  if (command.kind !== "end") return undefined;
  const { end } = command;
  const exit = workflowOf(run).nodes.find(({ kind, name }) => kind === "exit" && name === end.exit);
  if (exit?.kind !== "exit" || exit.class !== end.class) throw new Undeclared(`${end.exit} is no declared exit`);
  for (const { event, fields } of end.emit) {
    const name = linked.vocabulary.artifacts[event];
    expectType(recordOf(declared(protocol, name, "EV").fields), fields, `what ${name} says`);
  }
  return end;
}

function workflowOf({ protocol, linked, workflow }: PlayedRun): BoundWorkflow {
  const address = linked.program.workflows[workflow]?.artifact ?? -1;
  return declared(protocol, linked.vocabulary.artifacts[address], "WF");
}
