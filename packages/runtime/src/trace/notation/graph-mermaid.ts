import type { GraphLayout, LaidOutNode } from "../graph-layout.ts";
import type { PaintedRun } from "../picture/painted-run.ts";
import { visibleText } from "../visible-text.ts";
import { edgeText, graphMarks, nodeLines } from "./graph-marks.ts";

/** A graph in Mermaid's notation, as forges draw it in Markdown; given a run, the path it took is bold. */
export function graphMermaid(layout: GraphLayout, run?: PaintedRun): string {
  const marks = graphMarks(layout, run);
  const ids = new Map(layout.nodes.map((node, index) => [node.name, `n${index}`]));
  const idOf = (name: string): string => ids.get(name) ?? "";
  const nodes = layout.nodes.map((node) => {
    const [open, close] = shapeOf(node);
    return `  ${idOf(node.name)}${open}"${nodeLines(node, marks).map(labelText).join("<br/>")}"${close}`;
  });
  const edges = layout.edges.map((edge) => {
    const arrow = marks.isTaken(edge) ? "==>" : "-->";
    const text = labelText(edgeText(edge, marks));
    return `  ${idOf(edge.from)} ${arrow}${text === "" ? "" : `|"${text}"|`} ${idOf(edge.to)}`;
  });
  const reached = layout.nodes.filter(marks.isReached).map(({ name }) => idOf(name));
  const classes =
    reached.length === 0 ? [] : ["  classDef reached stroke-width:3px", `  class ${reached.join(",")} reached`];
  const direction = layout.kind === "protocol" ? "LR" : "TD";
  return `${[`flowchart ${direction}`, ...nodes, ...edges, ...classes].join("\n")}\n`;
}

function shapeOf({ kind }: LaidOutNode): readonly [string, string] {
  switch (kind) {
    case "intent":
    case "exit":
    case "outcome":
    case "workflow":
      return ["([", "])"];
    case "store":
      return ["[(", ")]"];
    case "contract":
    case "transform":
    case "side_effect":
      return ["[", "]"];
  }
}

/** Everything that Mermaid or the HTML it makes could read as its own is written by its number. */
function labelText(text: string): string {
  return visibleText(text).replace(/["#&<>`\\|[\]{}]/g, (character) => `#${character.charCodeAt(0)};`);
}
