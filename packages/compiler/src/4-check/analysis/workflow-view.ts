import type { Field } from "@pgs/governance";
import type { BoundContractNode, BoundEdge, BoundNode, BoundProtocol, BoundWorkflow } from "../../3-bind/bound.ts";
import { contextOf } from "../../3-bind/context.ts";
import type { Environment } from "./environment.ts";
import { Flow, type FlowEdge } from "./flow.ts";
import { artifactNamed, liveArtifacts } from "./lookup.ts";
import { actorsOf } from "./pipeline.ts";
import { fieldsGiven } from "./signature.ts";

/** A workflow with what is known at each of its nodes. */
export interface WorkflowView {
  readonly workflow: BoundWorkflow;
  readonly environment: Environment;
  readonly flow: Flow;
  /** True when every edge leads somewhere and every outcome has one: else nodes may only seem cut off. */
  readonly isRouted: boolean;
}

export function workflowsOf(protocol: BoundProtocol): readonly WorkflowView[] {
  return liveArtifacts(protocol, "WF").map((workflow) => viewWorkflow(workflow, protocol));
}

/** Outcomes a node can end with; an exit has none. */
export function outcomesOf(node: BoundNode, protocol: BoundProtocol): readonly string[] {
  if (node.kind === "exit") return [];
  if (node.kind === "intent") return ["ACK", "NACK"];
  const outcomes = artifactNamed(protocol, node.contract.fqdn, "CC")?.outcomes.map(({ name }) => name) ?? [];
  return node.preconditions.length === 0 ? outcomes : [...new Set([...outcomes, refused])];
}

/** The outcome of a node whose preconditions do not hold. */
const refused = "REFUSED";

export function edgesOf(node: BoundNode): readonly BoundEdge[] {
  return node.kind === "exit" ? [] : node.next;
}

/** The fact that a payload was admitted: only ACK gains it. */
export const payloadAdmitted = "$.payload";

/** What the nodes of a workflow may read. */
export function environmentOf(workflow: BoundWorkflow, protocol: BoundProtocol): Environment {
  const results = new Map<string, readonly Field[]>();
  for (const node of workflow.nodes) {
    if (node.kind === "contract") results.set(node.name, contractOf(node, protocol)?.outputs ?? []);
  }
  const payload = artifactNamed(protocol, workflow.intent.fqdn, "IN")?.payload ?? [];
  return { payload, context: contextOf(actorsOf(workflow, protocol)), results };
}

function viewWorkflow(workflow: BoundWorkflow, protocol: BoundProtocol): WorkflowView {
  const environment = environmentOf(workflow, protocol);
  const nodes = new Set(workflow.nodes.map(({ name }) => name));
  const edges = workflow.nodes.flatMap((node) => {
    const possible = outcomesOf(node, protocol);
    return edgesOf(node)
      .filter(({ outcome, target }) => possible.includes(outcome) && nodes.has(target))
      .map((edge) => flowEdge(node, { edge, protocol }));
  });
  const routed = workflow.nodes.every((node) => {
    const outcomes = outcomesOf(node, protocol);
    return outcomes.every((outcome) =>
      edgesOf(node).some((edge) => edge.outcome === outcome && nodes.has(edge.target)),
    );
  });
  return { workflow, environment, flow: new Flow(workflow.nodes[0]?.name ?? "", edges), isRouted: routed };
}

function flowEdge(
  node: BoundNode,
  { edge, protocol }: { readonly edge: BoundEdge; readonly protocol: BoundProtocol },
): FlowEdge {
  const { outcome, target, at } = edge;
  return { from: node.name, outcome, to: target, gains: gainsOf(node, { outcome, protocol }), at };
}

function gainsOf(
  node: BoundNode,
  { outcome, protocol }: { readonly outcome: string; readonly protocol: BoundProtocol },
): ReadonlySet<string> {
  if (node.kind === "intent") return new Set(outcome === "ACK" ? [payloadAdmitted] : []);
  const contract = node.kind === "contract" ? contractOf(node, protocol) : undefined;
  if (contract === undefined || node.kind === "exit") return new Set();
  // Its preconditions refuse before it gives anything.
  if (outcome === refused && node.preconditions.length > 0) return new Set();
  return new Set(fieldsGiven(contract, outcome).map(({ name }) => `${node.name}.${name}`));
}

function contractOf(node: BoundContractNode, protocol: BoundProtocol) {
  return artifactNamed(protocol, node.contract.fqdn, "CC");
}
