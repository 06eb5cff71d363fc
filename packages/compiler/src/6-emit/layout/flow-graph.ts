import { codeOf } from "@pgs/governance";
import type { ExitClass } from "@pgs/runtime";
import type { BoundNode, BoundWorkflow } from "../../3-bind/bound.ts";

/** A workflow as its picture needs it: names, words and edges. The first node is where runs start. */
export interface FlowGraph {
  readonly workflow: string;
  readonly title: string;
  readonly nodes: readonly FlowNode[];
}

export interface FlowNode {
  readonly name: string;
  readonly kind: "intent" | "contract" | "exit";
  readonly caption: string;
  readonly class?: ExitClass;
  readonly next: readonly { readonly outcome: string; readonly target: string }[];
}

/** Takes from a bound workflow what its picture shows. Never reads sources. */
export function flowGraphOf(workflow: BoundWorkflow): FlowGraph {
  return { workflow: workflow.fqdn, title: workflow.summary, nodes: workflow.nodes.map(flowNodeOf) };
}

function flowNodeOf(node: BoundNode): FlowNode {
  switch (node.kind) {
    case "intent":
      return { name: node.name, kind: "intent", caption: codeOf(node.intent.fqdn), next: node.next };
    case "contract":
      return { name: node.name, kind: "contract", caption: codeOf(node.contract.fqdn), next: node.next };
    case "exit":
      return { name: node.name, kind: "exit", caption: node.reason, class: node.class, next: [] };
  }
}
