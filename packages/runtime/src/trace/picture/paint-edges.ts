import type { GraphLayout, LaidOutEdge } from "../graph-layout.ts";
import { insteadText, type RunOnGraph } from "./painted-run.ts";
import { palette, type Tone } from "./palette.ts";
import { svgText, textWidth } from "./svg-text.ts";

const corner = 9;
const labelSize = 11;
const noteSize = 10;

/** Draws the edges: those taken bold and on top; on those not taken out of a visited node, why not. */
export function paintEdges(layout: GraphLayout, run: RunOnGraph | undefined, tone: Tone): string {
  const weightOf = ({ from, to }: LaidOutEdge): number =>
    run?.taken.has(`${from} ${to}`) === true ? 2 : run?.visited.has(from) === true ? 1 : 0;
  // Edges to one node share lines: the stronger has to be drawn later.
  const edges = [...layout.edges].sort((a, b) => weightOf(a) - weightOf(b));
  return edges.map((edge) => paintEdge(edge, run, tone)).join("");
}

function paintEdge(edge: LaidOutEdge, run: RunOnGraph | undefined, tone: Tone): string {
  if (run === undefined) return drawLine(edge, palette.muted, 1.5) + drawLabel(edge, { rest: palette.ink });
  const taken = run.taken.get(`${edge.from} ${edge.to}`);
  const source = run.visited.get(edge.from);
  if (taken !== undefined) {
    const colour = taken.isDecided ? tone.strong : palette.ink;
    return drawLine(edge, colour, 3.5) + drawLabel(edge, { rest: palette.faint, bold: taken.outcome, colour });
  }
  if (source === undefined) return drawLine(edge, palette.dimLine, 1.25) + drawLabel(edge, { rest: palette.dimText });
  return drawLine(edge, palette.line, 1.25) + drawLabel(edge, { rest: palette.muted }) + drawNote(edge, source.outcome);
}

function drawLine({ points }: LaidOutEdge, colour: string, width: number): string {
  const end = points.at(-1) ?? { x: 0, y: 0 };
  const before = points.at(-2) ?? end;
  const size = 4 + width * 1.4;
  const isDown = before.x === end.x;
  // The line stops inside the head: a square end would show past its tip.
  const tip = isDown ? { x: end.x, y: end.y - size } : { x: end.x - size, y: end.y };
  const head = isDown
    ? `${end.x},${end.y} ${end.x - size * 0.6},${tip.y} ${end.x + size * 0.6},${tip.y}`
    : `${end.x},${end.y} ${tip.x},${end.y - size * 0.6} ${tip.x},${end.y + size * 0.6}`;
  const path = roundedPath([...points.slice(0, -1), tip]);
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/><polygon points="${head}" fill="${colour}"/>`;
}

function roundedPath(points: LaidOutEdge["points"]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) return `M${point.x} ${point.y}`;
      if (after === undefined) return `L${point.x} ${point.y}`;
      const into = towards(point, before);
      const out = towards(point, after);
      return `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`;
    })
    .join("");
}

function towards(from: { x: number; y: number }, to: { x: number; y: number }): { x: number; y: number } {
  const length = Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
  const step = Math.min(corner, length / 2);
  return length === 0
    ? from
    : { x: from.x + ((to.x - from.x) / length) * step, y: from.y + ((to.y - from.y) / length) * step };
}

interface LabelInk {
  readonly rest: string;
  readonly bold?: string;
  readonly colour?: string;
}

/** Beside a line that runs down, one outcome under the other; above a line that runs aside, in a row. */
function drawLabel(edge: LaidOutEdge, ink: LabelInk): string {
  const { x, y, width, height } = edge.label;
  const isBold = (outcome: string): boolean => outcome === ink.bold;
  const fillOf = (outcome: string): string => (isBold(outcome) ? (ink.colour ?? ink.rest) : ink.rest);
  if (runsDown(edge)) {
    const step = height / edge.outcomes.length;
    return edge.outcomes
      .map((outcome, index) =>
        svgText(outcome, {
          x: x + width / 2,
          y: y - height / 2 + step * index + 11,
          size: labelSize,
          fill: fillOf(outcome),
          bold: isBold(outcome),
          anchor: "end",
        }),
      )
      .join("");
  }
  let left = x - width / 2;
  return edge.outcomes
    .map((outcome, index) => {
      const place = { x: left, y: y + 4, size: labelSize };
      const separator = index === edge.outcomes.length - 1 ? "" : " · ";
      left += textWidth(outcome + separator, labelSize);
      const dot = { ...place, x: place.x + textWidth(`${outcome} `, labelSize), fill: ink.rest };
      return (
        svgText(outcome, { ...place, fill: fillOf(outcome), bold: isBold(outcome) }) +
        (separator === "" ? "" : svgText("·", dot))
      );
    })
    .join("");
}

function drawNote(edge: LaidOutEdge, outcome: string): string {
  const { x, y, width, height } = edge.label;
  const text = insteadText(outcome);
  const place = runsDown(edge)
    ? { x: (edge.points[0]?.x ?? x) + 10, y: y - height / 2 + 11 }
    : { x: x - width / 2, y: y + height / 2 + 15 };
  return svgText(text, { ...place, size: noteSize, fill: palette.faint });
}

function runsDown({ points: [first, second] }: LaidOutEdge): boolean {
  return first?.x === second?.x;
}
