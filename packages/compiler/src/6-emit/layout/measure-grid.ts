import { isEnd } from "./flow-graph.ts";
import { boxWidth, exitWidth, heightOf, labelText, labelWidth, noteWidth } from "./measure-node.ts";
import type { Cell, Placement } from "./place-nodes.ts";
import type { Flow, Link } from "./read-flow.ts";

export const laneStep = 14;
export const labelHeight = 14;

/** A link that leaves at the right side of its source. */
export interface SideLink extends Link {
  /** Counted from the top. */
  readonly port: number;
  /** Its end stands beside it: no lane is needed. */
  readonly isStraight: boolean;
  /** Comes in at the left of its target; else from above. */
  readonly isLeft: boolean;
}

/** The grid in points: nothing but whole numbers. */
export interface Grid {
  readonly side: readonly SideLink[];
  readonly boxes: ReadonlyMap<string, Box>;
  /** By column: where the lanes right of it begin, and which targets have one, from the left. */
  readonly channels: readonly { readonly lanesAt: number; readonly targets: readonly string[] }[];
  /** By row: where the gap above ends, and which targets have a lane there, from the bottom. */
  readonly gaps: readonly { readonly bottom: number; readonly targets: readonly string[] }[];
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Sizes rows and columns so that every box, label, note and lane has room of its own. */
export function measureGrid(flow: Flow, placement: Placement): Grid {
  const side = flow.order.flatMap((name) => sideLinksOf(name, flow, placement));
  const cellOf = (name: string): Cell => placement.cells.get(name) ?? { row: 0, column: 0 };
  const columns = columnsOf({ flow, side, cellOf });
  const rows = rowsOf({ flow, side, placement, cellOf });
  const boxes = new Map<string, Box>();
  for (const [name, node] of flow.nodes) {
    const { row, column } = cellOf(name);
    const width = isEnd(node) ? exitWidth(node) : (columns.widths[column] ?? 0);
    const spare = column === 0 ? Math.round(((columns.widths[0] ?? 0) - width) / 2) : 0;
    const height = heightOf(node, portsOf(name, side));
    boxes.set(name, { left: (columns.lefts[column] ?? 0) + spare, top: rows.tops[row] ?? 0, width, height });
  }
  return { side, boxes, channels: columns.channels, gaps: rows.gaps, width: columns.width, height: rows.height };
}

/** Straight ones first, then those that end higher: with lanes in the opposite order they never cross each other. */
function sideLinksOf(name: string, flow: Flow, { cells, below }: Placement): readonly SideLink[] {
  const from = cells.get(name);
  const links = (flow.links.get(name) ?? []).filter((link) => below.get(name) !== link.to);
  const rowOf = (link: Link): number => cells.get(link.to)?.row ?? 0;
  return [...links]
    .sort((a, b) => Number(isBeside(b)) - Number(isBeside(a)) || rowOf(a) - rowOf(b))
    .map((link, port) => ({ ...link, port, isStraight: isBeside(link), isLeft: isNextColumn(link) }));

  function isNextColumn(link: Link): boolean {
    return cells.get(link.to)?.column === (from?.column ?? 0) + 1;
  }
  function isBeside(link: Link): boolean {
    return isNextColumn(link) && rowOf(link) === from?.row;
  }
}

interface Sizing {
  readonly flow: Flow;
  readonly side: readonly SideLink[];
  readonly cellOf: (name: string) => Cell;
}

function columnsOf({ flow, side, cellOf }: Sizing): {
  readonly widths: readonly number[];
  readonly lefts: readonly number[];
  readonly channels: Grid["channels"];
  readonly width: number;
} {
  const count = 1 + Math.max(-1, ...flow.order.map((name) => cellOf(name).column));
  const widths: number[] = [];
  const lefts: number[] = [];
  const channels: { lanesAt: number; targets: readonly string[] }[] = [];
  let x = 0;
  for (let column = 0; column < count; column += 1) {
    const nodes = [...flow.nodes.values()].filter((node) => cellOf(node.name).column === column);
    const width = Math.max(...nodes.map((node) => (isEnd(node) ? exitWidth(node) : boxWidth(node))));
    const here = side.filter((link) => cellOf(link.from).column === column);
    const targets = [...new Set(here.filter((link) => !link.isStraight).map((link) => link.to))];
    targets.sort((a, b) => cellOf(b).row - cellOf(a).row || (a < b ? -1 : 1));
    const words = Math.max(
      0,
      ...here.map((link) => Math.max(labelWidth(labelText(link.outcomes)), noteWidth(link, flow))),
    );
    const lanesAt = x + width + words + 28;
    widths.push(width);
    lefts.push(x);
    channels.push({ lanesAt, targets });
    x = column === count - 1 && here.length === 0 ? x + width : lanesAt + targets.length * laneStep + 22;
  }
  return { widths, lefts, channels, width: x };
}

function rowsOf({ flow, side, placement, cellOf }: Sizing & { readonly placement: Placement }): {
  readonly tops: readonly number[];
  readonly gaps: Grid["gaps"];
  readonly height: number;
} {
  const count = 1 + Math.max(-1, ...flow.order.map((name) => cellOf(name).row));
  const tops: number[] = [];
  const gaps: { bottom: number; targets: readonly string[] }[] = [];
  let y = 0;
  for (let row = 0; row < count; row += 1) {
    const nodes = [...flow.nodes.values()].filter((node) => cellOf(node.name).row === row);
    const above = side.filter((link) => cellOf(link.to).row === row && !link.isLeft);
    const targets = [...new Set(above.map((link) => link.to))];
    targets.sort((a, b) => cellOf(a).column - cellOf(b).column);
    y += targets.length === 0 ? 0 : targets.length * laneStep + 8;
    tops.push(y);
    gaps.push({ bottom: y, targets });
    const lines = Math.max(0, ...nodes.map((node) => linesBelow(node.name, flow, placement)));
    y += Math.max(0, ...nodes.map((node) => heightOf(node, portsOf(node.name, side))));
    if (row < count - 1) y += lines === 0 ? 30 : 30 + lines * labelHeight;
  }
  return { tops, gaps, height: y };
}

/** A link that runs straight down writes its outcomes one under the other. */
function linesBelow(name: string, flow: Flow, { below }: Placement): number {
  const link = (flow.links.get(name) ?? []).find((each) => each.to === below.get(name));
  return link?.outcomes.length ?? 0;
}

function portsOf(name: string, side: readonly SideLink[]): number {
  return side.filter((link) => link.from === name).length;
}
