import type { Fqdn } from "@pgs/governance";
import type { NodeText, WorkflowArtifact } from "../artifact.ts";

/** A way out of a workflow, and what leads there. */
export interface WorkflowExit {
  readonly exit: string;
  readonly class: string;
  /** What a run may give as its reason: the declared one, else `<NODE>_<OUTCOME>` of every edge. */
  readonly reasons: readonly string[];
  readonly detail: string;
  readonly outputs: readonly string[];
  readonly emits: readonly Fqdn[];
  readonly reached_from: readonly { readonly node: string; readonly outcome: string }[];
}

const classes = ["completed", "denied", "rejected", "failed"];

/** Every exit of a workflow, completed ones first. */
export function exitsOf({ nodes }: WorkflowArtifact): readonly WorkflowExit[] {
  return Object.entries(nodes)
    .flatMap(([name, node]) => (node.exit === undefined ? [] : [exitOf(name, node, nodes)]))
    .sort((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class) || (a.exit < b.exit ? -1 : 1));
}

function exitOf(exit: string, node: NodeText, nodes: WorkflowArtifact["nodes"]): WorkflowExit {
  const edges = Object.entries(nodes).flatMap(([name, { next = {} }]) =>
    Object.entries(next).flatMap(([outcome, target]) => (target === exit ? [{ node: name, outcome }] : [])),
  );
  return {
    exit,
    class: node.exit ?? "",
    reasons: node.reason === undefined ? edges.map((edge) => `${edge.node}_${edge.outcome}`) : [node.reason],
    detail: node.detail ?? "",
    outputs: Object.keys(node.outputs ?? {}),
    emits: (node.emit ?? []).map(({ event }) => event),
    reached_from: edges,
  };
}
