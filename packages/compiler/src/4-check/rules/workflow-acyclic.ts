import { alg, Graph } from "@dagrejs/graphlib";
import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { circularWorkflow } from "../analysis/causes.ts";
import { type FlowEdge, printPath } from "../analysis/flow.ts";
import type { Subject } from "../analysis/subject.ts";
import type { WorkflowView } from "../analysis/workflow-view.ts";

/** One finding for each knot of circles, with the hops of a shortest one. */
export function* workflowAcyclic({ workflows }: Subject): Generator<Diagnostic> {
  for (const view of workflows) {
    for (const knot of knotsOf(view)) {
      const circle = circleIn(knot, view);
      const last = circle.at(-1);
      if (last === undefined) continue;
      const related = circle.slice(0, -1).map(({ at, to }) => ({ span: at, text: `to \`${to}\`` }));
      const params = { workflow: codeOf(view.workflow.fqdn), circle: printPath(circle) };
      yield rules.workflowAcyclic(params, { at: last.at, related, cause: circularWorkflow(view.workflow.source.path) });
    }
  }
}

function knotsOf({ workflow, flow }: WorkflowView): readonly (readonly string[])[] {
  const graph = new Graph({ directed: true });
  for (const { name } of workflow.nodes) graph.setNode(name);
  for (const { from, to } of flow.edges) graph.setEdge(from, to);
  return alg.findCycles(graph);
}

/** A shortest circle through the knot's node that is written first. */
function circleIn(knot: readonly string[], { workflow, flow }: WorkflowView): readonly FlowEdge[] {
  const first = workflow.nodes.find(({ name }) => knot.includes(name));
  return first === undefined ? [] : (flow.pathBetween(first.name, first.name) ?? []);
}
