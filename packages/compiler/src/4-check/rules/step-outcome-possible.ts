import { type Diagnostic, rules, spellingFix } from "@pgs/governance";
import { meantInstead, outcomeNames } from "../analysis/causes.ts";
import { adviceOn } from "../analysis/outcome-advice.ts";
import type { Subject } from "../analysis/subject.ts";

export function* stepOutcomePossible({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    for (const { step, outcomes } of steps) {
      const routed = step.on.map(({ outcome }) => outcome);
      const meant = meantInstead(routed, outcomes);
      const unrouted = outcomes.filter((outcome) => !routed.includes(outcome));
      for (const { outcome, at } of step.on) {
        if (outcomes.includes(outcome)) continue;
        const near = meant.get(outcome);
        const fix = near === undefined ? undefined : spellingFix({ word: outcome, at }, unrouted);
        const params = { step: step.name, outcome, advice: adviceOn(near, outcomes) };
        yield rules.stepOutcomePossible(params, { at, fix, follows: outcomeNames(step.uses.fqdn) });
      }
    }
  }
}
