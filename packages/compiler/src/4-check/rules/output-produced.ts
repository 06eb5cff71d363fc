import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { unreadOutput } from "../analysis/causes.ts";
import { printPath } from "../analysis/flow.ts";
import { hopsOf } from "../analysis/hops.ts";
import { isRouted, type Pipeline } from "../analysis/pipeline.ts";
import { exitNode } from "../analysis/pipeline-flow.ts";
import type { Subject } from "../analysis/subject.ts";

/** Not while routes are missing or an outcome is never left with: that is said already. */
export function* outputProduced({ pipelines }: Subject): Generator<Diagnostic> {
  for (const pipeline of pipelines) {
    if (isRouted(pipeline)) yield* unproduced(pipeline);
  }
}

function* unproduced({ owner, flow, steps }: Pipeline): Generator<Diagnostic> {
  const optional = new Set(owner.outputs.filter((field) => field.optional).map(({ name }) => name));
  for (const { name: outcome, guarantees, at } of owner.outcomes) {
    for (const output of guarantees) {
      if (optional.has(output)) continue;
      const path = flow.pathWithout(`.${output}`, exitNode(outcome));
      if (path === undefined) continue;
      const givers = steps.filter(({ fields }) => fields.some(({ name }) => name === output));
      const related = hopsOf(path, { givers: givers.map(({ step }) => step.name), gives: `no \`${output}\`` });
      const params = { owner: codeOf(owner.fqdn), outcome, output, way: printPath(path) };
      yield rules.outputProduced(params, {
        at,
        related,
        cause: `${owner.fqdn} gives no ${output}`,
        follows: unreadOutput(at.file, output),
      });
    }
  }
}
