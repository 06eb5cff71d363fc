import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { meantInstead, outcomeNames, outcomesOfSteps } from "../analysis/causes.ts";
import { isRouted } from "../analysis/pipeline.ts";
import { exitNode, exitOutcome } from "../analysis/pipeline-flow.ts";
import type { Subject } from "../analysis/subject.ts";

/** Not while routes are missing, which would explain it, nor of an outcome that is only misspelt. */
export function* outcomeProducible({ pipelines }: Subject): Generator<Diagnostic> {
  for (const pipeline of pipelines) {
    if (!isRouted(pipeline)) continue;
    const { owner, flow } = pipeline;
    const left = flow.edges.flatMap(({ from, to }) => (flow.isReached(from) ? (exitOutcome(to) ?? []) : []));
    const misnamed = meantInstead(
      owner.outcomes.map(({ name }) => name),
      left,
    );
    for (const { name, at } of owner.outcomes) {
      if (flow.isReached(exitNode(name)) || misnamed.has(name)) continue;
      const topics = { follows: outcomeNames(owner.fqdn), explains: outcomesOfSteps(owner.fqdn) };
      yield rules.outcomeProducible({ owner: codeOf(owner.fqdn), outcome: name }, { at, ...topics });
    }
  }
}
