import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";
import { edgesOf, outcomesOf } from "../analysis/workflow-view.ts";

export function* outcomePossible({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const node of workflow.nodes) {
      const possible = outcomesOf(node, protocol);
      for (const { outcome, outcomeAt } of edgesOf(node)) {
        if (possible.includes(outcome)) continue;
        const params = { node: node.name, outcome, possible: listOf(possible) };
        yield rules.outcomePossible(params, { at: outcomeAt });
      }
    }
  }
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
