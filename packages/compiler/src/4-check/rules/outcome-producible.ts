import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { isRouted } from "../analysis/pipeline.ts";
import { exitNode } from "../analysis/pipeline-flow.ts";
import type { Subject } from "../analysis/subject.ts";

/** Not while routes are missing, which would explain it. */
export function* outcomeProducible({ pipelines }: Subject): Generator<Diagnostic> {
  for (const pipeline of pipelines) {
    if (!isRouted(pipeline)) continue;
    for (const { name, at } of pipeline.owner.outcomes) {
      if (pipeline.flow.isReached(exitNode(name))) continue;
      yield rules.outcomeProducible({ owner: codeOf(pipeline.owner.fqdn), outcome: name }, { at });
    }
  }
}
