import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* stepRunsForward({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    for (const [index, { step }] of steps.entries()) {
      for (const { outcome, target, targetAt: at } of step.on) {
        if (target.kind !== "step") continue;
        const earlier = steps.slice(0, index + 1).find((other) => other.step.name === target.name);
        if (earlier === undefined) continue;
        const related = [{ span: earlier.step.at, text: "it ran by then" }];
        yield rules.stepRunsForward({ step: step.name, outcome, target: target.name }, { at, related });
      }
    }
  }
}
