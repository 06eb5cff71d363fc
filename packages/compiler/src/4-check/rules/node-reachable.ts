import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { circularWorkflow, unreachedNode } from "../analysis/causes.ts";
import type { Subject } from "../analysis/subject.ts";

/** Only the first node of a stretch that is cut off; not while edges are missing, which would explain it. */
export function* nodeReachable({ workflows }: Subject): Generator<Diagnostic> {
  for (const { workflow, flow, isRouted } of workflows) {
    if (!isRouted) continue;
    const entered = new Set(flow.edges.map(({ to }) => to));
    for (const node of workflow.nodes) {
      const isImplied = node.kind === "exit" && node.implied;
      if (isImplied || flow.isReached(node.name) || entered.has(node.name)) continue;
      const { path } = workflow.source;
      const isCircular = workflow.nodes.some(({ name }) => flow.pathBetween(name, name) !== undefined);
      const cause = isCircular ? circularWorkflow(path) : unreachedNode(path, node.name);
      yield rules.nodeReachable({ workflow: codeOf(workflow.fqdn), node: node.name }, { at: node.at, cause });
    }
  }
}
