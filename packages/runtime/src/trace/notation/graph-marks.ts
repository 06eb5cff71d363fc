import type { GraphLayout, LaidOutEdge, LaidOutNode } from "../graph-layout.ts";
import { insteadText, type PaintedRun, runOnGraph } from "../picture/painted-run.ts";

/** What a notation says of a run on a graph; without a run nothing is marked. */
export interface GraphMarks {
  /** The node's number on the path; empty: not on it, or the graph has no path. */
  readonly ordinalOf: (node: LaidOutNode) => string;
  readonly isReached: (node: LaidOutNode) => boolean;
  readonly isTaken: (edge: LaidOutEdge) => boolean;
  /** Why an edge out of a reached node was not taken: the outcome that was instead; empty: there is nothing to say. */
  readonly insteadOf: (edge: LaidOutEdge) => string;
  /** The outcome by which an edge was taken; empty: it was not. */
  readonly outcomeOf: (edge: LaidOutEdge) => string;
}

export function graphMarks(layout: GraphLayout, run: PaintedRun | undefined): GraphMarks {
  if (run === undefined) return unmarked;
  if (layout.kind === "protocol") return usedMarks(run.uses ?? []);
  const { visited, taken } = runOnGraph(layout, run);
  const takenBy = ({ from, to }: LaidOutEdge): string => taken.get(`${from} ${to}`)?.outcome ?? "";
  return {
    ordinalOf: ({ name }) => String(visited.get(name)?.ordinal ?? ""),
    isReached: ({ name }) => visited.has(name),
    isTaken: (edge) => takenBy(edge) !== "",
    insteadOf: (edge) => (takenBy(edge) === "" ? (visited.get(edge.from)?.outcome ?? "") : ""),
    outcomeOf: takenBy,
  };
}

const unmarked: GraphMarks = {
  ordinalOf: () => "",
  isReached: () => false,
  isTaken: () => false,
  insteadOf: () => "",
  outcomeOf: () => "",
};

function usedMarks(uses: NonNullable<PaintedRun["uses"]>): GraphMarks {
  const names = new Set(uses.flatMap(({ from, to }) => [from, to]));
  const links = new Set(uses.map(({ from, to }) => `${from} ${to}`));
  return {
    ...unmarked,
    isReached: ({ name }) => names.has(name),
    isTaken: ({ from, to }) => links.has(`${from} ${to}`),
  };
}

/** The lines of a node's text: its number and name, and what it is. */
export function nodeLines(node: LaidOutNode, marks: GraphMarks): readonly string[] {
  const ordinal = marks.ordinalOf(node);
  const name = `${ordinal === "" ? "" : `${ordinal}. `}${node.label ?? node.name}`;
  const about = node.class === undefined || node.caption === "" ? node.caption : `${node.class}: ${node.caption}`;
  const second = about === "" || about === node.name ? (node.class ?? node.kind.replace("_", " ")) : about;
  return second === "" ? [name] : [name, second];
}

/** The words on an edge; on one that was not taken, why not. */
export function edgeText(edge: LaidOutEdge, marks: GraphMarks): string {
  const words = edge.outcomes.join(", ");
  const instead = marks.insteadOf(edge);
  return instead === "" ? words : `${words} (${insteadText(instead)})`;
}
