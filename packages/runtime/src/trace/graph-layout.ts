import type { ExitClass } from "../snapshot/program.ts";

/**
 * `behavior_logic/<WF>.graph.json`: a workflow laid out once, at compile time, in points.
 * Drawing a run only paints over it.
 */
export interface GraphLayout {
  readonly format: 1;
  readonly workflow: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly LaidOutNode[];
  readonly edges: readonly LaidOutEdge[];
}

export interface LaidOutNode {
  readonly name: string;
  readonly kind: "intent" | "contract" | "exit";
  /** Code of the intent or contract, or the exit's reason; printed under the name. */
  readonly caption: string;
  readonly class?: ExitClass;
  /** Centre. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** All outcomes that lead from one node to another. */
export interface LaidOutEdge {
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly string[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}
