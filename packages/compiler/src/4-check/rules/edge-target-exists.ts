import { type Diagnostic, nearestTo, rules, spellingFix } from "@pgs/governance";
import { missingNode } from "../analysis/causes.ts";
import type { Subject } from "../analysis/subject.ts";
import { edgesOf } from "../analysis/workflow-view.ts";

export function* edgeTargetExists({ workflows }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    const names = new Set(workflow.nodes.map(({ name }) => name));
    for (const node of workflow.nodes) {
      for (const { outcome, target, at } of edgesOf(node)) {
        if (names.has(target)) continue;
        const near = nearestTo(target, names);
        const fix = spellingFix({ word: target, at }, names);
        const cause = missingNode(workflow.source.path, target);
        yield rules.edgeTargetExists({ node: node.name, outcome, target, near }, { at, fix, cause });
      }
    }
  }
}
