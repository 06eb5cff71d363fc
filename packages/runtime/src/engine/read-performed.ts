import type { Json, JsonObject } from "@pgs/governance";
import type { EffectAnswer } from "../kernel/state.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { mayTell, stepOf } from "../vault/sensitive-parts.ts";
import type { Suspended } from "./write-segment.ts";

/** Reads what a person says an effect came to: a declared outcome with its outputs. Otherwise says what is wrong. */
export function readPerformed(
  linked: LinkedProgram,
  of: Pick<Suspended, "command" | "workflow"> & { readonly offer: Json },
): EffectAnswer | string {
  const step = stepOf(linked.program, of.workflow, of.command);
  const performed = memberOf(of.offer, "performed");
  const outcome = performed && memberOf(performed, "outcome");
  const outputs = performed && (memberOf(performed, "outputs") ?? {});
  if (step?.kind !== "effect" || typeof outcome !== "string" || typeof outputs !== "object" || outputs === null) {
    return "what came of it is told as `{performed: {outcome, outputs}}`, or it is tried again by `{retry: true}`";
  }
  const index = step.outcomes.indexOf(outcome);
  if (index === -1) return `\`${outcome}\` is none of ${step.outcomes.join(", ")}`;
  const [issue] = linked.validators[step.answers[index] ?? -1]?.(linked.adopt(outputs)) ?? [];
  if (issue === undefined) return { outcome, outputs: outputs as JsonObject };
  return mayTell(step) ? `\`${issue.pointer}\` of its outputs ${issue.message}` : "its outputs are not as declared";
}

function memberOf(value: Json, name: string): Json | undefined {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as JsonObject)[name] : undefined;
}
