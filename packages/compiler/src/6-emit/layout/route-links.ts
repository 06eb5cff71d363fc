import type { LaidOutEdge } from "@pgs/runtime";
import { type Box, type Grid, labelHeight, laneStep, type SideLink } from "./measure-grid.ts";
import { labelText, labelWidth, portStep, portTop } from "./measure-node.ts";
import type { Placement } from "./place-nodes.ts";
import type { Flow, Link } from "./read-flow.ts";

type Point = LaidOutEdge["points"][number];

/**
 * Draws every link through the free room of the grid: straight down, or out at the right and along lanes.
 * Links to one target share its lane; lanes of different targets never do. No link runs through a box or a label.
 */
export function routeLinks(flow: Flow, placement: Placement, grid: Grid): readonly LaidOutEdge[] {
  const sides = new Map(grid.side.map((link) => [`${link.from} ${link.to}`, link]));
  return flow.order.flatMap((name) =>
    (flow.links.get(name) ?? []).map((link) => {
      const side = sides.get(`${link.from} ${link.to}`);
      return side === undefined ? routeDown(link, grid) : routeAside(side, placement, grid);
    }),
  );
}

function routeDown({ from, to, outcomes }: Link, grid: Grid): LaidOutEdge {
  const source = boxOf(from, grid);
  const target = boxOf(to, grid);
  const x = source.left + Math.round(source.width / 2);
  const bottom = source.top + source.height;
  const width = Math.max(...outcomes.map(labelWidth));
  const height = outcomes.length * labelHeight;
  const label = { x: x - 10 - Math.ceil(width / 2), y: bottom + 8 + Math.ceil(height / 2), width, height };
  return { from, to, outcomes, points: [at(x, bottom), at(x, target.top)], label };
}

function routeAside(link: SideLink, placement: Placement, grid: Grid): LaidOutEdge {
  const { from, to, outcomes } = link;
  const source = boxOf(from, grid);
  const right = source.left + source.width;
  const y = source.top + portTop + link.port * portStep;
  const width = labelWidth(labelText(outcomes));
  const label = { x: right + 12 + Math.ceil(width / 2), y: y - 4 - labelHeight / 2, width, height: labelHeight };
  return { from, to, outcomes, points: [at(right, y), ...wayTo(link, { y, placement, grid })], label };
}

function wayTo(
  link: SideLink,
  { y, placement, grid }: { readonly y: number; readonly placement: Placement; readonly grid: Grid },
): readonly Point[] {
  const target = boxOf(link.to, grid);
  const entry = target.top + portTop;
  if (link.isStraight) return [at(target.left, entry)];
  const column = placement.cells.get(link.from)?.column ?? 0;
  const channel = grid.channels[column];
  const lane = (channel?.lanesAt ?? 0) + (channel?.targets.indexOf(link.to) ?? 0) * laneStep;
  if (link.isLeft) return [at(lane, y), at(lane, entry), at(target.left, entry)];
  const cell = placement.cells.get(link.to) ?? { row: 0, column: 0 };
  const gap = grid.gaps[cell.row];
  const over = (gap?.bottom ?? 0) - 14 - (gap?.targets.indexOf(link.to) ?? 0) * laneStep;
  const middle = target.left + Math.round(target.width / 2);
  const x = column < cell.column ? middle - 18 : middle + 18;
  return [at(lane, y), at(lane, over), at(x, over), at(x, target.top)];
}

function boxOf(name: string, grid: Grid): Box {
  return grid.boxes.get(name) ?? { left: 0, top: 0, width: 0, height: 0 };
}

function at(x: number, y: number): Point {
  return { x, y };
}
