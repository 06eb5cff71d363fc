import type { GraphLayout, LaidOutNode } from "../graph-layout.ts";
import type { PaintedRun, RunOnGraph } from "./painted-run.ts";
import { palette, type Tone, toneOf } from "./palette.ts";
import { escapeXml, svgText } from "./svg-text.ts";

interface NodeInk {
  readonly fill: string;
  readonly stroke: string;
  readonly width: number;
  readonly name: string;
  readonly caption: string;
  readonly opacity?: number;
}

const dimInk: NodeInk = {
  fill: palette.dimFill,
  stroke: palette.dimLine,
  width: 1.25,
  name: palette.dimText,
  caption: palette.dimText,
};

/** A run over its graph, and by node what a click on it leads to. */
export interface PaintedNodes {
  readonly run: PaintedRun;
  readonly on: RunOnGraph;
  readonly links?: ReadonlyMap<string, string>;
}

/** Draws the nodes: visited ones strong and numbered, the one that decided tinted, the one that ended it filled. */
export function paintNodes(layout: GraphLayout, painted: PaintedNodes | undefined): string {
  return layout.nodes
    .map((node) => {
      const ordinal = painted?.on.visited.get(node.name)?.ordinal;
      const ink = painted === undefined ? plainInk(node) : runInk(node, painted);
      const box = drawBox(node, ink) + (ordinal === undefined ? "" : drawOrdinal(node, ordinal, ink.stroke));
      const link = painted?.links?.get(node.name);
      return link === undefined ? box : `<a href="${escapeXml(link)}">${box}</a>`;
    })
    .join("");
}

function plainInk(node: LaidOutNode): NodeInk {
  const tone: Tone = node.class === undefined ? { strong: palette.ink, tint: palette.ground } : toneOf(node.class);
  return { fill: tone.tint, stroke: tone.strong, width: 1.5, name: tone.strong, caption: palette.muted };
}

function runInk(node: LaidOutNode, { run, on }: PaintedNodes): NodeInk {
  const tone = toneOf(run.terminal);
  const visit = on.visited.get(node.name);
  if (visit === undefined) return node.class === undefined ? dimInk : { ...plainInk(node), opacity: 0.42 };
  if (node.name === on.last) {
    return { fill: tone.strong, stroke: tone.strong, width: 2, name: palette.ground, caption: tone.tint };
  }
  if (node.name === run.cause) {
    return { fill: tone.tint, stroke: tone.strong, width: 3, name: tone.strong, caption: palette.muted };
  }
  const stroke = visit.isDecided ? tone.strong : palette.ink;
  return { fill: palette.ground, stroke, width: 2, name: palette.ink, caption: palette.muted };
}

function drawBox(node: LaidOutNode, ink: NodeInk): string {
  const left = node.x - node.width / 2;
  const top = node.y - node.height / 2;
  const radius = isRound(node) ? 22 : 8;
  const caption = captionOf(node);
  const nameAt = top + (isEnd(node) ? 20 : 25);
  const box =
    `<rect x="${left}" y="${top}" width="${node.width}" height="${node.height}" rx="${radius}" ` +
    `fill="${ink.fill}" stroke="${ink.stroke}" stroke-width="${ink.width}"/>` +
    svgText(node.name, { x: node.x, y: nameAt, size: 13, fill: ink.name, bold: true, anchor: "middle" }) +
    svgText(caption, { x: node.x, y: nameAt + 16, size: 10.5, fill: ink.caption, anchor: "middle" });
  return ink.opacity === undefined ? box : `<g opacity="${ink.opacity}">${box}</g>`;
}

/** What the name does not say already: the artifact, or the kind; of an exit the class, and a reason of its own. */
function captionOf(node: LaidOutNode): string {
  const own = node.caption === node.name ? "" : node.caption;
  if (node.class === undefined) return own === "" ? node.kind.replace("_", " ") : own;
  return own === "" || node.name === `EXIT_${own}` ? node.class : `${node.class}: ${own}`;
}

function isRound(node: LaidOutNode): boolean {
  return node.kind === "intent" || isEnd(node);
}

function isEnd({ kind }: LaidOutNode): boolean {
  return kind === "exit" || kind === "outcome";
}

function drawOrdinal(node: LaidOutNode, ordinal: number, fill: string): string {
  const x = node.x - node.width / 2 + (isRound(node) ? 9 : 2);
  const y = node.y - node.height / 2 + 2;
  return (
    `<circle cx="${x}" cy="${y}" r="11" fill="${fill}" stroke="${palette.ground}" stroke-width="2"/>` +
    svgText(String(ordinal), { x, y: y + 4, size: 11, fill: palette.ground, bold: true, anchor: "middle" })
  );
}
