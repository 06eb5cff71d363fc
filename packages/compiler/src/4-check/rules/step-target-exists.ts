import { type Diagnostic, nearestTo, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* stepTargetExists({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    const names = steps.map(({ step }) => step.name);
    for (const { step } of steps) {
      for (const { outcome, target, targetAt: at } of step.on) {
        if (target.kind !== "step" || names.includes(target.name)) continue;
        const near = nearestTo(target.name, [...names, "continue", "exit"]);
        yield rules.stepTargetExists({ step: step.name, outcome, target: target.name, near }, { at });
      }
    }
  }
}
