import type { GraphLayout, LaidOutEdge, LaidOutNode } from "@pgs/runtime";
import type { MapGraph, MapLink, MapNode } from "./layout/map-graph.ts";
import { orderColumns } from "./layout/order-columns.ts";

export { type MapGraph, mapGraphOf } from "./layout/map-graph.ts";

/** Points a character of JetBrains Mono, as the picture sets names and captions of the map. */
const advance = { name: 6.6, caption: 6 };
const boxHeight = 40;
const rowStep = 54;
const columnGap = 120;
/** Above the boxes stands what a column holds. */
const headHeight = 34;

/**
 * Lays a whole protocol out as `behavior_logic/protocol.graph.json` holds it: four columns, from workflows at the left
 * to stores at the right, ordered so that few lines cross. Equal graphs give equal layouts, in whole points.
 */
export function layoutMap(graph: MapGraph): GraphLayout {
  const columns = orderColumns(graph);
  const rows = Math.max(0, ...columns.map((column) => column.length));
  const height = headHeight + Math.max(1, rows) * rowStep - (rowStep - boxHeight);
  let left = 0;
  const nodes = columns.flatMap((column) => {
    const width = Math.max(60, ...column.map(widthOf));
    const top = headHeight + Math.round(((rows - column.length) * rowStep) / 2);
    const placed = column.map((node, row) => placedNode(node, { left, width, top: top + row * rowStep }));
    left += width + columnGap;
    return placed;
  });
  const places = new Map(nodes.map((node) => [node.name, node]));
  return {
    format: 1,
    kind: "protocol",
    subject: "",
    title: "What uses what: workflows, their contracts, capabilities and stores.",
    width: Math.max(0, left - columnGap),
    height,
    nodes,
    edges: graph.links.flatMap((link) => edgeOf(link, places)),
  };
}

function placedNode(
  { name, kind, label, caption }: MapNode,
  box: { readonly left: number; readonly width: number; readonly top: number },
): LaidOutNode {
  const { left, width, top } = box;
  return { name, kind, label, caption, x: left + width / 2, y: top + boxHeight / 2, width, height: boxHeight };
}

function edgeOf({ from, to, words }: MapLink, places: ReadonlyMap<string, LaidOutNode>): readonly LaidOutEdge[] {
  const [source, target] = [places.get(from), places.get(to)];
  if (source === undefined || target === undefined) return [];
  // What runs a workflow as a child points back at it.
  const side = target.x < source.x ? -1 : 1;
  const start = { x: source.x + (side * source.width) / 2, y: source.y };
  const end = { x: target.x - (side * target.width) / 2, y: target.y };
  const label = { x: Math.round((start.x + end.x) / 2), y: Math.round((start.y + end.y) / 2), width: 0, height: 0 };
  return [{ from, to, outcomes: words, points: [start, end], label }];
}

/** Even, so that centres are whole numbers. */
function widthOf({ label, caption }: MapNode): number {
  return 2 * Math.ceil(Math.max(label.length * advance.name, caption.length * advance.caption) / 2) + 28;
}
