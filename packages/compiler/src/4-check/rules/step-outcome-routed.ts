import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { meantInstead, outcomeNames } from "../analysis/causes.ts";
import type { Subject } from "../analysis/subject.ts";

/** Not of an outcome that is routed under a misspelt name. */
export function* stepOutcomeRouted({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    for (const { step, signature, outcomes } of steps) {
      const routed = step.on.map(({ outcome }) => outcome);
      const misspelt = [...meantInstead(routed, outcomes).values()];
      for (const outcome of outcomes) {
        if (routed.includes(outcome) || misspelt.includes(outcome)) continue;
        const declared = signature.outcomes.find(({ name }) => name === outcome);
        const checked = step.outputs.find(({ type }) => type !== undefined);
        const because =
          declared === undefined
            ? { span: checked?.at ?? step.at, text: "a value that does not fit this type ends so" }
            : { span: declared.at, text: "it can end so" };
        const params = { step: step.name, outcome, of: codeOf(step.uses.fqdn) };
        yield rules.stepOutcomeRouted(params, {
          at: step.at,
          related: [because],
          follows: outcomeNames(step.uses.fqdn),
        });
      }
    }
  }
}
