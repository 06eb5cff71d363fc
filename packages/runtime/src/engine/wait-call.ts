import type { JsonObject } from "@pgs/governance";
import type { EffectCommand } from "../kernel/play.ts";
import type { WaitCall } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf } from "../snapshot/program-names.ts";
import type { Performing } from "./perform-effect.ts";
import type { ActorClaim } from "./run-result.ts";

/** What a wait is told of the run that awaits it. */
export function waitCallOf(
  { parts, workflow, run, now, claim }: Pick<Performing, "parts" | "workflow" | "run" | "now" | "claim">,
  of: { readonly command: EffectCommand; readonly context: JsonObject; readonly id: string },
): WaitCall {
  const { linked, vault } = parts;
  const { op, inputs } = of.command;
  const attributes = (of.context["actor"] ?? {}) as JsonObject;
  const requester = { ...claim, actor: actorOf(linked, workflow, claim), attributes };
  const commit = (text: string): string => vault.commit(`pgs wait\n${text}`);
  return { op, inputs, run, id: of.id, now, program: linked.programDigest, requester, commit };
}

/** Who a claim names: where it names nobody, the first actor of the intent. */
export function actorOf(linked: LinkedProgram, workflow: number, { actor }: Pick<ActorClaim, "actor">): string {
  return actor === "" ? nameOf(linked, linked.program.workflows[workflow]?.intent.actors[0]?.artifact ?? -1) : actor;
}
