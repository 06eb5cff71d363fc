import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { Expr } from "../../3-bind/bound.ts";
import { saysStep } from "../analysis/authored.ts";
import type { Pipeline } from "../analysis/pipeline.ts";
import type { Subject } from "../analysis/subject.ts";

/** Outputs that a step names: a later step reads them, or the contract gives them under that name. */
export function* stepOutputRead({ pipelines }: Subject): Generator<Diagnostic> {
  for (const pipeline of pipelines) {
    const { owner, steps } = pipeline;
    const given = new Set(owner.outputs.map(({ name }) => name));
    const read = readsOf(pipeline);
    for (const { step } of steps) {
      for (const { name, at, type } of step.outputs) {
        // One that nobody wrote stands where the step says what it calls; a stated type is a check of its own.
        const isWritten = at.start !== step.uses.at.start && type === undefined;
        if (!isWritten || given.has(name) || read.has(`${step.name}.${name}`)) continue;
        const params = { says: saysStep(owner, step), output: name, of: codeOf(owner.fqdn) };
        yield rules.stepOutputRead(params, { at });
      }
    }
  }
}

function readsOf({ steps }: Pipeline): ReadonlySet<string> {
  return new Set(steps.flatMap(({ step }) => step.inputs.flatMap(({ value }) => resultsIn(value))));
}

function resultsIn(expr: Expr): readonly string[] {
  if (expr.kind === "object") return expr.entries.flatMap(({ value }) => resultsIn(value));
  if (expr.kind === "array") return expr.items.flatMap(resultsIn);
  return expr.kind === "path" && expr.path.root === "results" ? [expr.path.segments.slice(0, 2).join(".")] : [];
}
