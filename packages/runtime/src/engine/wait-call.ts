import type { JsonObject } from "@pgs/governance";
import type { EffectCommand } from "../kernel/play.ts";
import type { WaitCall } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { EffectStepProgram } from "../snapshot/program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { stepOf } from "../vault/sensitive-parts.ts";
import type { Performing } from "./perform-effect.ts";
import type { ActorClaim } from "./run-result.ts";

/** What is known of a run that waits. */
interface Telling extends Pick<Performing, "workflow" | "run" | "now" | "claim"> {
  readonly parts: Pick<Performing["parts"], "linked" | "vault">;
}

/** What a wait is told of the run that awaits it. */
export function waitCallOf(
  { parts, workflow, run, now, claim }: Telling,
  of: { readonly command: EffectCommand; readonly context: JsonObject; readonly id: string },
): WaitCall {
  const { linked, vault } = parts;
  const { op, inputs } = of.command;
  const attributes = (of.context["actor"] ?? {}) as JsonObject;
  const requester = { ...claim, actor: actorOf(linked, workflow, claim), attributes };
  const commit = (text: string): string => vault.commit(`pgs wait\n${text}`);
  const step = stepOf(linked.program, workflow, of.command);
  const fits: WaitCall["fits"] = (answer) => step?.kind === "effect" && isDeclared(linked, step, answer);
  return { op, inputs, run, id: of.id, now, program: linked.programDigest, requester, commit, fits };
}

function isDeclared(
  { validators, adopt }: LinkedProgram,
  { outcomes, answers }: EffectStepProgram,
  { outcome, outputs }: Parameters<WaitCall["fits"]>[0],
): boolean {
  const index = outcomes.indexOf(outcome);
  const validate = validators[answers[index] ?? -1];
  if (validate === undefined) return index !== -1 && Object.keys(outputs).length === 0;
  return validate(adopt(outputs)).length === 0;
}

/** Who a claim names: where it names nobody, the first actor of the intent. */
export function actorOf(linked: LinkedProgram, workflow: number, { actor }: Pick<ActorClaim, "actor">): string {
  return actor === "" ? nameOf(linked, linked.program.workflows[workflow]?.intent.actors[0]?.artifact ?? -1) : actor;
}
