import { codeOf, type Diagnostic, nearestTo, rules } from "@pgs/governance";
import { outcomeNames, outcomesOfSteps } from "../analysis/causes.ts";
import { exitOutcome } from "../analysis/pipeline-flow.ts";
import type { Subject } from "../analysis/subject.ts";

/** One finding for each outcome: at the first route that leaves with it. */
export function* outcomeDeclared({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { owner, flow } of pipelines) {
    const declared = owner.outcomes.map(({ name }) => name);
    const found = new Set<string>();
    for (const edge of flow.edges) {
      const outcome = exitOutcome(edge.to);
      if (outcome === undefined || declared.includes(outcome) || found.has(outcome)) continue;
      if (!flow.isReached(edge.from)) continue;
      found.add(outcome);
      const params = { owner: codeOf(owner.fqdn), step: edge.from, outcome, near: nearestTo(outcome, declared) };
      const topics = { follows: outcomeNames(owner.fqdn), explains: outcomesOfSteps(owner.fqdn) };
      yield rules.outcomeDeclared(params, { at: edge.at, ...topics });
    }
  }
}
