import type { JsonObject } from "@pgs/governance";
import type { Terminal } from "../../engine/run-result.ts";
import type { Reason } from "../../kernel/state.ts";
import type { GraphLayout } from "../graph-layout.ts";

/** What a picture shows of a run. */
export interface PaintedRun {
  readonly run: string;
  readonly terminal: Terminal;
  /** The nodes in the order they were visited, each with the outcome it left with; the exit's is its class. */
  readonly path: readonly { readonly node: string; readonly outcome: string }[];
  readonly reasons: readonly Reason[];
  readonly outputs: JsonObject;
  /** The node that decided; empty: none did (the run completed). */
  readonly cause: string;
  /** What is said large instead of the terminal: of a contract, the outcome it left with. */
  readonly word?: string;
  /** Who used what, by the names of the protocol's graph; only that graph shows it. */
  readonly uses?: readonly { readonly from: string; readonly to: string }[];
}

export interface VisitedNode {
  /** Its number on the path, from 1. */
  readonly ordinal: number;
  readonly outcome: string;
  /** Whether the run had been decided once it was left. */
  readonly isDecided: boolean;
}

/** Why an edge was not taken: the run left its node by another one, or has not left it. */
export function insteadText(outcome: string): string {
  return outcome === "waiting" ? "not yet" : `outcome was ${outcome}`;
}

/** A run as the parts of its graph know it. */
export interface RunOnGraph {
  readonly visited: ReadonlyMap<string, VisitedNode>;
  /** Edges taken, as `FROM TO`; the value says whether the run had been decided by then. */
  readonly taken: ReadonlyMap<string, { readonly outcome: string; readonly isDecided: boolean }>;
  readonly last: string;
}

/** Lays a run over its graph. A node or outcome that the graph has not is passed over. */
export function runOnGraph(layout: GraphLayout, run: PaintedRun): RunOnGraph {
  const visited = new Map<string, VisitedNode>();
  const taken = new Map<string, { outcome: string; isDecided: boolean }>();
  let isDecided = run.cause === "";
  run.path.forEach(({ node, outcome }, index) => {
    isDecided ||= node === run.cause;
    visited.set(node, { ordinal: index + 1, outcome, isDecided });
    const next = run.path[index + 1]?.node;
    const edge = layout.edges.find((each) => each.from === node && each.to === next && each.outcomes.includes(outcome));
    if (edge !== undefined) taken.set(`${edge.from} ${edge.to}`, { outcome, isDecided });
  });
  return { visited, taken, last: run.path.at(-1)?.node ?? "" };
}
