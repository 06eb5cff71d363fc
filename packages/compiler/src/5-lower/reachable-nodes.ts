import type { BoundNode, BoundWorkflow } from "../3-bind/bound.ts";

/** Gives the nodes a run can come to: the intent node first, the others by name. Leaves out implied exits unused. */
export function reachableNodes(workflow: BoundWorkflow): readonly BoundNode[] {
  const byName = new Map(workflow.nodes.map((node) => [node.name, node]));
  const start = workflow.nodes.find(({ kind }) => kind === "intent");
  if (start === undefined) throw new Error(`internal: \`${workflow.fqdn}\` has no intent node after checking`);
  const reached = new Set<BoundNode>([start]);
  // A set visits what is added while it is walked, so this is the whole search.
  for (const node of reached) {
    for (const edge of node.kind === "exit" ? [] : node.next) {
      const target = byName.get(edge.target);
      if (target !== undefined) reached.add(target);
    }
  }
  const rest = [...reached].filter((node) => node !== start);
  return [start, ...rest.sort((a, b) => (a.name < b.name ? -1 : 1))];
}
