import { type Diagnostic, nearestTo, rules, spellingFix } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* stepTargetExists({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    const names = steps.map(({ step }) => step.name);
    for (const { step } of steps) {
      for (const { outcome, target, targetAt: at } of step.on) {
        if (target.kind !== "step" || names.includes(target.name)) continue;
        const known = [...names, "continue", "exit"];
        const near = nearestTo(target.name, known);
        const fix = spellingFix({ word: target.name, at }, known);
        yield rules.stepTargetExists({ step: step.name, outcome, target: target.name, near }, { at, fix });
      }
    }
  }
}
