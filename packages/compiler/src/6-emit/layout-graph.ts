import type { GraphLayout, LaidOutNode } from "@pgs/runtime";
import type { FlowGraph } from "./layout/flow-graph.ts";
import { measureGrid } from "./layout/measure-grid.ts";
import { placeNodes } from "./layout/place-nodes.ts";
import { readFlow } from "./layout/read-flow.ts";
import { routeLinks } from "./layout/route-links.ts";

export { contractGraphOf, type FlowGraph, type FlowNode, flowGraphOf } from "./layout/flow-graph.ts";

/**
 * Lays a workflow or a pipeline out as `behavior_logic/` holds it: the way to its good end reads straight down,
 * everything else branches off to the right. Equal graphs give equal layouts, in whole points; never measures a font,
 * never draws.
 */
export function layoutGraph(graph: FlowGraph): GraphLayout {
  const flow = readFlow(graph);
  const placement = placeNodes(flow);
  const grid = measureGrid(flow, placement);
  const nodes = [...flow.nodes.values()].map((node): LaidOutNode => {
    const box = grid.boxes.get(node.name) ?? { left: 0, top: 0, width: 0, height: 0 };
    return {
      name: node.name,
      kind: node.kind,
      caption: node.caption,
      ...(node.class === undefined ? {} : { class: node.class }),
      x: box.left + box.width / 2,
      y: box.top + box.height / 2,
      width: box.width,
      height: box.height,
    };
  });
  return {
    format: 1,
    kind: graph.kind,
    subject: graph.subject,
    title: graph.title,
    width: grid.width,
    height: grid.height,
    nodes,
    edges: routeLinks(flow, placement, grid),
  };
}
