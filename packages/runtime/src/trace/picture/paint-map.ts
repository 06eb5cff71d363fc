import type { GraphLayout, LaidOutEdge, LaidOutNode } from "../graph-layout.ts";
import type { PaintedRun } from "./painted-run.ts";
import { palette, type Tone, toneColours, toneOf } from "./palette.ts";
import { svgText } from "./svg-text.ts";

const headings: Readonly<Partial<Record<LaidOutNode["kind"], string>>> = {
  workflow: "workflows",
  contract: "contracts",
  transform: "capabilities",
  side_effect: "capabilities",
  store: "stores",
};

/** Paints who uses what; given a run, what it used strong and the rest faint. */
export function paintMap(layout: GraphLayout, run: PaintedRun | undefined): string {
  const used = run?.uses === undefined ? undefined : usedBy(run.uses);
  const tone = toneOf(run?.terminal ?? "completed");
  const isUsed = ({ from, to }: LaidOutEdge): boolean => used?.links.has(`${from} ${to}`) === true;
  // What the run used is drawn over what it did not.
  const edges = [...layout.edges].sort((a, b) => Number(isUsed(a)) - Number(isUsed(b)));
  const lines = edges.map((edge) => {
    if (used === undefined) return drawCurve(edge, palette.line, 1.25);
    return isUsed(edge) ? drawCurve(edge, tone.strong, 2.5) : drawCurve(edge, palette.dimLine, 1.25);
  });
  const boxes = layout.nodes.map((node) => {
    const isFaint = used !== undefined && !used.names.has(node.name);
    return drawBox(node, used === undefined || isFaint ? undefined : tone, isFaint);
  });
  return [...drawHeadings(layout), ...lines, ...boxes].join("");
}

function usedBy(uses: NonNullable<PaintedRun["uses"]>): {
  readonly names: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
} {
  return {
    names: new Set(uses.flatMap(({ from, to }) => [from, to])),
    links: new Set(uses.map(({ from, to }) => `${from} ${to}`)),
  };
}

function drawHeadings({ nodes }: GraphLayout): readonly string[] {
  const places = new Map(nodes.map((node) => [headings[node.kind] ?? "", node.x]));
  return [...places].map(([text, x]) =>
    svgText(text.toUpperCase(), { x, y: 12, size: 11, fill: palette.muted, bold: true, anchor: "middle" }),
  );
}

function drawCurve({ points: [start, end] }: LaidOutEdge, colour: string, width: number): string {
  if (start === undefined || end === undefined) return "";
  const bend = Math.min(90, Math.round((end.x - start.x) / 2));
  const path = `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  return (
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>` +
    `<circle cx="${end.x}" cy="${end.y}" r="${1.5 + width}" fill="${colour}"/>`
  );
}

function drawBox(node: LaidOutNode, tone: Tone | undefined, isFaint: boolean): string {
  const left = node.x - node.width / 2;
  const top = node.y - node.height / 2;
  const radius = node.kind === "store" ? 18 : node.kind === "workflow" ? 20 : 7;
  const plain = node.kind === "side_effect" || node.kind === "store" ? toneColours.slate.tint : palette.ground;
  const fill = isFaint ? palette.dimFill : (tone?.tint ?? plain);
  const stroke = isFaint ? palette.dimLine : (tone?.strong ?? palette.ink);
  const ink = isFaint ? palette.dimText : palette.ink;
  const caption = isFaint ? palette.dimText : palette.muted;
  return (
    `<rect x="${left}" y="${top}" width="${node.width}" height="${node.height}" rx="${radius}" ` +
    `fill="${fill}" stroke="${stroke}" stroke-width="${tone === undefined ? 1.25 : 2}"/>` +
    svgText(node.label ?? node.name, { x: node.x, y: top + 18, size: 11, fill: ink, bold: true, anchor: "middle" }) +
    svgText(node.caption, { x: node.x, y: top + 31, size: 10, fill: caption, anchor: "middle" })
  );
}
