import type { GraphLayout } from "./graph-layout.ts";
import { paintEdges } from "./picture/paint-edges.ts";
import { type Piece, paintBanner, paintTitle } from "./picture/paint-header.ts";
import { paintNodes } from "./picture/paint-nodes.ts";
import { type PaintedRun, runOnGraph } from "./picture/painted-run.ts";
import { palette, toneOf } from "./picture/palette.ts";
import { svgText } from "./picture/svg-text.ts";

export type { PaintedRun } from "./picture/painted-run.ts";

const margin = 48;
const leastWidth = 880;
const fonts = "'JetBrains Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/**
 * Paints a laid-out workflow as one SVG document; given a run, what happened on it and why. Equal arguments give equal
 * text, well-formed whatever the names and reasons are. Never refers to anything outside itself.
 */
export function paintGraph(layout: GraphLayout, run?: PaintedRun): string {
  const width = Math.max(layout.width, leastWidth - 2 * margin);
  const on = run === undefined ? undefined : runOnGraph(layout, run);
  const painted = run === undefined || on === undefined ? undefined : { run, on };
  const tone = toneOf(run?.terminal ?? "completed");
  const title = paintTitle(layout.workflow, layout.title, width);
  const banner: Piece = run === undefined ? { svg: "", height: 0 } : paintBanner(run, width);
  const bannerAt = margin + title.height;
  const graphAt = bannerAt + banner.height + (run === undefined ? 8 : 40);
  const graphLeft = margin + Math.round((width - layout.width) / 2);
  const footAt = graphAt + layout.height + 52;
  const height = footAt + 28;
  const outer = width + 2 * margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${outer}" height="${height}" viewBox="0 0 ${outer} ${height}" font-family="${fonts}">`,
    `<rect width="${outer}" height="${height}" fill="${palette.ground}"/>`,
    move(margin, margin, title.svg),
    move(margin, bannerAt, banner.svg),
    move(graphLeft, graphAt, paintEdges(layout, on, tone) + paintNodes(layout, painted)),
    run === undefined ? "" : paintFoot(run, { y: footAt, right: outer - margin }),
    "</svg>\n",
  ].join("\n");
}

function paintFoot(run: PaintedRun, { y, right }: { readonly y: number; readonly right: number }): string {
  const style = { y, size: 11, fill: palette.faint };
  return (
    svgText("numbered: the path taken · grey: not reached", { ...style, x: margin }) +
    svgText(run.run, { ...style, x: right, anchor: "end" })
  );
}

function move(x: number, y: number, svg: string): string {
  return svg === "" ? "" : `<g transform="translate(${x} ${y})">${svg}</g>`;
}
