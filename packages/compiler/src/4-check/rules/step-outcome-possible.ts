import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* stepOutcomePossible({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    for (const { step, outcomes } of steps) {
      const possible = outcomes.map((name) => `\`${name}\``).join(", ");
      for (const { outcome, at } of step.on) {
        if (outcomes.includes(outcome)) continue;
        yield rules.stepOutcomePossible({ step: step.name, outcome, possible }, { at });
      }
    }
  }
}
