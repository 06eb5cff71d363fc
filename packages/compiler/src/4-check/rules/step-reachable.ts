import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { isRouted } from "../analysis/pipeline.ts";
import type { Subject } from "../analysis/subject.ts";

/** Only the first step of a stretch that is cut off; not while routes are missing, which would explain it. */
export function* stepReachable({ pipelines }: Subject): Generator<Diagnostic> {
  for (const pipeline of pipelines) {
    if (!isRouted(pipeline)) continue;
    const entered = new Set(pipeline.flow.edges.map(({ to }) => to));
    for (const { step } of pipeline.steps) {
      if (pipeline.flow.isReached(step.name) || entered.has(step.name)) continue;
      yield rules.stepReachable({ owner: codeOf(pipeline.owner.fqdn), step: step.name }, { at: step.at });
    }
  }
}
