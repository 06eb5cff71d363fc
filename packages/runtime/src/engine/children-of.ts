import { type Json, type JsonObject, rules } from "@pgs/governance";
import { keyOfChild } from "../journal/run-id.ts";
import type { EffectCommand, Failure } from "../kernel/play.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { EffectAnswer } from "../kernel/state.ts";
import type { InvokeProgram } from "../snapshot/program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { stepPlace } from "../snapshot/step-place.ts";
import { stepOf } from "../vault/sensitive-parts.ts";
import { failure } from "./failure.ts";
import type { Performing } from "./perform-effect.ts";
import { problemOfKey } from "./run-key.ts";

/** A child that a step asks for. */
export interface AskedChild {
  /** FQDN. */
  readonly workflow: string;
  readonly payload: JsonObject;
}

type Invoking = Pick<Performing, "run" | "workflow"> & { readonly parts: Pick<Performing["parts"], "linked"> };

/** Says what invoking comes to at once; undefined: there are children to run. */
export function checkChildren(at: Invoking, command: EffectCommand): EffectAnswer | Failure | undefined {
  const { linked } = at.parts;
  const invoke = invokeOf(at, command);
  const fail = (problem: string): Failure => {
    return failure(rules.runChildInvoked({ effect: nameOf(linked, command.sideEffect), problem }, nowhere));
  };
  if (invoke === undefined) return fail("the program does not say which workflows it may run");
  const children: Json | undefined = command.inputs["children"];
  if (!Array.isArray(children) || !children.every(isAsked)) return fail("what it was given names no children");
  const allowed = invoke.workflows.map((index) => nameOf(linked, linked.program.workflows[index]?.artifact ?? -1));
  const other = childrenOf(command).find(({ workflow }) => !allowed.includes(workflow));
  if (other !== undefined) return fail(`\`${other.workflow}\` is none of the workflows that it may run`);
  if (children.length > 0) {
    const problem = problemOfKey(childKey(at, command, children.length - 1));
    if (problem !== undefined) return fail(`the key of a child would be ${problem}`);
  }
  if (invoke.mode === "one" && children.length !== 1) return fail(`it runs one child, not ${children.length}`);
  return children.length === 0 ? answerNone(invoke) : undefined;
}

/** The children that a command asks for, once they were checked. */
export function childrenOf({ inputs }: EffectCommand): readonly AskedChild[] {
  return inputs["children"] as unknown as readonly AskedChild[];
}

export function invokeOf({ parts, workflow }: Invoking, command: EffectCommand): InvokeProgram | undefined {
  const step = stepOf(parts.linked.program, workflow, command);
  return step?.kind === "effect" ? step.invoke : undefined;
}

/** The key of a child of a command. */
export function childKey({ parts, run, workflow }: Invoking, command: EffectCommand, index: number): string {
  const { node, step = "" } = stepPlace(parts.linked.program, workflow, command);
  return keyOfChild({ run, node, step, index });
}

function isAsked(child: Json): boolean {
  if (typeof child !== "object" || child === null || Array.isArray(child)) return false;
  const { workflow, payload } = child as JsonObject;
  return typeof workflow === "string" && typeof payload === "object" && payload !== null && !Array.isArray(payload);
}

function answerNone({ mode }: InvokeProgram): EffectAnswer {
  if (mode === "sequence") return { outcome: "SUCCESS", outputs: { items_processed: 0, results: [] } };
  return { outcome: "VIOLATION", outputs: {}, reason: "there is no child to run" };
}
