import { type Diagnostic, rules } from "@pgs/governance";
import type { BoundOperation, BoundStep } from "../../3-bind/bound.ts";
import { saysStep } from "../analysis/authored.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Subject } from "../analysis/subject.ts";

export function* invocationFitsOperation({ pipelines, protocol }: Subject): Generator<Diagnostic> {
  for (const { owner, steps } of pipelines) {
    for (const { step } of steps) {
      const operation = operationOf(step, protocol);
      const misfit = operation && misfitOf(step, operation);
      if (operation === undefined || misfit === undefined) continue;
      const [why, advice] = misfit;
      const at = step.uses.kind === "side_effect" ? step.uses.opAt : step.at;
      const related = [{ span: operation.at, text: "the operation is declared here" }];
      yield rules.invocationFitsOperation({ says: saysStep(owner, step), why, advice }, { at, related });
    }
  }
}

/** What is wrong, and what to do about it. */
function misfitOf({ invoke }: BoundStep, { name, invokes }: BoundOperation): readonly [string, string] | undefined {
  if (invokes === undefined) {
    if (invoke === undefined) return undefined;
    return [`invokes a workflow by \`${name}\`, which runs none`, "take `side_effect` and `op` away, or `invoke`"];
  }
  if (invoke === undefined) return [`performs \`${name}\` and says no workflow`, "add `invoke: WF_…`, the one to run"];
  const isList = invokes !== "one";
  if (isList === (invoke.each !== undefined)) return undefined;
  return isList
    ? [`invokes one workflow by \`${name}\`, which takes a list`, "add `each: <path of a list>`"]
    : [`invokes a list by \`${name}\`, which runs one workflow`, "take `side_effect` and `op` away, or `each`"];
}
