import type { ExitClass } from "../snapshot/program.ts";

/**
 * `behavior_logic/<WF or CC>.graph.json` and `behavior_logic/protocol.graph.json`: a workflow, the pipeline of a
 * contract, or what uses what, laid out once, at compile time, in points. Drawing a run only paints over it.
 */
export interface GraphLayout {
  readonly format: 1;
  readonly kind: "workflow" | "contract" | "protocol";
  /** FQDN of the workflow or contract; empty: the whole protocol. */
  readonly subject: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly LaidOutNode[];
  readonly edges: readonly LaidOutEdge[];
}

/** `exit` ends a workflow, `outcome` a contract. */
export type GraphNodeKind =
  | "intent"
  | "contract"
  | "exit"
  | "transform"
  | "side_effect"
  | "outcome"
  | "workflow"
  | "store";

export interface LaidOutNode {
  /** Unique in its graph; in the protocol's an FQDN or a store id. */
  readonly name: string;
  readonly kind: GraphNodeKind;
  /** What is printed instead of the name. */
  readonly label?: string;
  /** Printed under the name: what the node runs, an exit's reason, what an outcome guarantees. */
  readonly caption: string;
  readonly class?: ExitClass;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** All outcomes that lead from one node to another; in the protocol's graph the operations by which one uses the other. */
export interface LaidOutEdge {
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly string[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}
