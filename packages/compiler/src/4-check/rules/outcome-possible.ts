import { type Diagnostic, rules, spellingFix } from "@pgs/governance";
import { meantInstead, outcomesOfSteps } from "../analysis/causes.ts";
import { adviceOn } from "../analysis/outcome-advice.ts";
import type { Subject } from "../analysis/subject.ts";
import { edgesOf, outcomesOf } from "../analysis/workflow-view.ts";

export function* outcomePossible({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const node of workflow.nodes) {
      const possible = outcomesOf(node, protocol);
      const edges = edgesOf(node);
      const routed = edges.map(({ outcome }) => outcome);
      const meant = meantInstead(routed, possible);
      const follows = node.kind === "contract" ? outcomesOfSteps(node.contract.fqdn) : undefined;
      for (const { outcome, outcomeAt: at } of edges) {
        if (possible.includes(outcome)) continue;
        const near = meant.get(outcome);
        const fix = near === undefined ? undefined : spellingFix({ word: outcome, at }, unrouted(possible, routed));
        const params = { node: node.name, outcome, advice: adviceOn(near, possible) };
        yield rules.outcomePossible(params, { at, fix, follows });
      }
    }
  }
}

function unrouted(possible: readonly string[], routed: readonly string[]): readonly string[] {
  return possible.filter((outcome) => !routed.includes(outcome));
}
