import type { GraphLayout, LaidOutEdge, LaidOutNode } from "../graph-layout.ts";
import { insteadText, type PaintedRun } from "../picture/painted-run.ts";
import { wrapText } from "../picture/svg-text.ts";
import { visibleText } from "../visible-text.ts";
import { type GraphMarks, graphMarks, nodeLines } from "./graph-marks.ts";
import { mapAscii } from "./map-ascii.ts";

/** Columns of the terminal that it is made for. */
const columns = 100;

/**
 * A graph as plain text, for terminals, mail and logs: what runs on reads downwards, what leaves is named beside it.
 * Draws with ASCII only; given a run, `=` is the path it took, and an edge not taken says why not.
 */
export function graphAscii(layout: GraphLayout, run?: PaintedRun): string {
  const head = [
    layout.subject === "" ? "protocol" : layout.subject,
    ...wrapText(visibleText(layout.title), { width: columns, size: 1 / 0.6, lines: 3 }),
    ...(run === undefined ? [] : [`run ${run.run}: ${run.word ?? run.terminal}`]),
  ];
  const marks = graphMarks(layout, run);
  const body = layout.kind === "protocol" ? mapAscii(layout, marks) : flowAscii(layout, marks);
  return `${[...head, "", ...body].map((line) => visibleText(line).replaceAll("→", "->").trimEnd()).join("\n")}\n`;
}

function flowAscii(layout: GraphLayout, marks: GraphMarks): readonly string[] {
  const nodes = new Map(layout.nodes.map((node) => [node.name, node]));
  const inner = layout.nodes.filter((node) => !isEnd(node)).sort((a, b) => leftOf(a) - leftOf(b) || a.y - b.y);
  const width = Math.max(...layout.nodes.flatMap((node) => nodeLines(node, marks).map(({ length }) => length + 1)));
  return inner.flatMap((node, index) => {
    const edges = layout.edges.filter(({ from }) => from === node.name);
    const below = edges.find(({ to }) => to === inner[index + 1]?.name) ?? edges.find((edge) => leadsDown(edge, nodes));
    const aside = edges.filter((edge) => edge !== below);
    const targetOf = (edge: LaidOutEdge): string => targetText(nodes.get(edge.to), edge.to);
    return [
      ...boxLines(node, { marks, width }),
      ...aside.flatMap((edge) => asideLines(edge, { marks, target: targetOf(edge) })),
      ...(below === undefined ? [""] : belowLines(below, { marks, width, end: endBelow(below, nodes) })),
    ];
  });
}

/** How boxes are drawn: all of one width. */
interface Box {
  readonly marks: GraphMarks;
  readonly width: number;
}

function isEnd({ kind }: LaidOutNode): boolean {
  return kind === "exit" || kind === "outcome";
}

function leftOf({ x, width }: LaidOutNode): number {
  return x - width / 2;
}

/** In the layout a line straight down leads to what follows; at the foot of the spine that is an end. */
function leadsDown({ to, points }: LaidOutEdge, nodes: ReadonlyMap<string, LaidOutNode>): boolean {
  const target = nodes.get(to);
  return target !== undefined && isEnd(target) && points.length === 2 && points[0]?.x === points[1]?.x;
}

function boxLines(node: LaidOutNode, { marks, width }: Box): readonly string[] {
  const isReached = marks.isReached(node);
  const room = Math.min(width, columns - 8);
  const lines = nodeLines(node, marks).map((line) => visibleText(line).replaceAll("→", "->").slice(0, room));
  const rule = `  +${(isReached ? "=" : "-").repeat(room + 2)}+`;
  const side = isReached ? "#" : "|";
  return [rule, ...lines.map((line) => `  ${side} ${line.padEnd(room)} ${side}`), rule];
}

/** One line an outcome: long lists of outcomes stay within the columns. */
function asideLines(
  edge: LaidOutEdge,
  { marks, target }: { readonly marks: GraphMarks; readonly target: string },
): readonly string[] {
  const instead = marks.insteadOf(edge);
  return edge.outcomes.flatMap((outcome) => {
    const isTaken = marks.outcomeOf(edge) === outcome;
    const line = isTaken ? `    |== ${outcome} ==> ${target}` : `    |-- ${outcome} --> ${target}`;
    if (instead === "") return [line];
    const note = `(${insteadText(instead)})`;
    return line.length + note.length + 2 <= columns ? [`${line}  ${note}`] : [line, `    |     ${note}`];
  });
}

function belowLines(
  edge: LaidOutEdge,
  { end, ...box }: Box & { readonly end: LaidOutNode | undefined },
): readonly string[] {
  const { marks } = box;
  const instead = marks.insteadOf(edge);
  const labels = edge.outcomes.map(
    (outcome) => `    | ${marks.outcomeOf(edge) === outcome ? `[${outcome}]` : outcome}`,
  );
  const note = instead === "" ? [] : [`    | (${insteadText(instead)})`];
  const foot = end === undefined ? [] : [...boxLines(end, box), ""];
  return ["    |", ...labels, ...note, "    v", ...foot];
}

function endBelow({ to }: LaidOutEdge, nodes: ReadonlyMap<string, LaidOutNode>): LaidOutNode | undefined {
  const target = nodes.get(to);
  return target !== undefined && isEnd(target) ? target : undefined;
}

function targetText(node: LaidOutNode | undefined, name: string): string {
  return node?.class === undefined || node.name.toLowerCase() === node.class ? name : `${name} (${node.class})`;
}
