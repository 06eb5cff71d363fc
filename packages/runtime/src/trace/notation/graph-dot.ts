import type { GraphLayout, LaidOutNode } from "../graph-layout.ts";
import type { PaintedRun } from "../picture/painted-run.ts";
import { visibleText } from "../visible-text.ts";
import { edgeText, graphMarks, nodeLines } from "./graph-marks.ts";

/** A graph in the notation of Graphviz; given a run, the path it took is bold. */
export function graphDot(layout: GraphLayout, run?: PaintedRun): string {
  const marks = graphMarks(layout, run);
  const nodes = layout.nodes.map((node) => {
    const label = nodeLines(node, marks).map(quotable).join("\\n");
    const bold = marks.isReached(node) ? ", penwidth=3" : "";
    return `  ${quoted(node.name)} [label="${label}", ${shapeOf(node)}${bold}];`;
  });
  const edges = layout.edges.map((edge) => {
    const bold = marks.isTaken(edge) ? ", penwidth=3" : "";
    return `  ${quoted(edge.from)} -> ${quoted(edge.to)} [label=${quoted(edgeText(edge, marks))}${bold}];`;
  });
  const head = [
    `digraph ${quoted(layout.subject === "" ? "protocol" : layout.subject)} {`,
    `  rankdir=${layout.kind === "protocol" ? "LR" : "TB"};`,
    `  node [fontname="monospace"];`,
    `  edge [fontname="monospace", fontsize=10];`,
  ];
  return `${[...head, ...nodes, ...edges, "}"].join("\n")}\n`;
}

function shapeOf({ kind }: LaidOutNode): string {
  switch (kind) {
    case "intent":
    case "exit":
    case "outcome":
    case "workflow":
      return 'shape=box, style="rounded"';
    case "store":
      return "shape=cylinder";
    case "contract":
    case "transform":
    case "side_effect":
      return "shape=box";
  }
}

function quoted(text: string): string {
  return `"${quotable(text)}"`;
}

function quotable(text: string): string {
  return visibleText(text).replace(/["\\]/g, (character) => `\\${character}`);
}
