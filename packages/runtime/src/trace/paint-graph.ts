import type { GraphLayout } from "./graph-layout.ts";
import { paintEdges } from "./picture/paint-edges.ts";
import { type Piece, paintBanner, paintTitle } from "./picture/paint-header.ts";
import { paintMap } from "./picture/paint-map.ts";
import { paintNodes } from "./picture/paint-nodes.ts";
import { type PaintedRun, runOnGraph } from "./picture/painted-run.ts";
import { palette, toneOf } from "./picture/palette.ts";
import { svgText } from "./picture/svg-text.ts";
import { darkTheme, themeProperties, themeRules } from "./picture/theme.ts";

export type { PaintedRun } from "./picture/painted-run.ts";

const margin = 48;
const leastWidth = 880;
/** What a page shows without scaling it. */
const widest = 920;
const fonts = "'JetBrains Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/**
 * Paints a laid-out graph as one SVG document in light colours; given a run, what happened on it and why. Equal
 * arguments give equal text, well-formed whatever the names and reasons are. Never refers to anything outside itself.
 */
export function paintGraph(layout: GraphLayout, run?: PaintedRun): string {
  const width = Math.max(layout.width, leastWidth - 2 * margin);
  const title = paintTitle(layout.subject === "" ? "protocol" : layout.subject, layout.title, width);
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
    move(graphLeft, graphAt, paintBody(layout, run)),
    run === undefined ? "" : paintFoot(layout, { run, y: footAt, right: outer - margin }),
    "</svg>\n",
  ].join("\n");
}

/** The same picture as a file of its own, which turns dark where its reader prefers that. */
export function pictureFile(layout: GraphLayout, run?: PaintedRun): string {
  const dark = `${themeProperties("svg", darkTheme)}\n${themeRules("svg")}`;
  const style = `<style>@media screen and (prefers-color-scheme: dark){\n${dark}\n}</style>`;
  return paintGraph(layout, run).replace("\n", () => `\n${style}\n`);
}

/** The graph alone, to stand in a page that has the words around it and the theme; `links` are by node. */
export function paintGraphInPage(
  layout: GraphLayout,
  shown: { readonly run: PaintedRun; readonly links: ReadonlyMap<string, string> },
): string {
  const pad = 16;
  const [width, height] = [layout.width + 2 * pad, layout.height + 2 * pad];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="${width > widest ? "wide" : "whole"}" width="${width}" height="${height}" ` +
    `viewBox="${-pad} ${-pad} ${width} ${height}" role="group" aria-label="The graph and the path taken" ` +
    `font-family="${fonts}">${paintBody(layout, shown.run, shown.links)}</svg>`
  );
}

function paintBody(
  layout: GraphLayout,
  run: PaintedRun | undefined,
  links: ReadonlyMap<string, string> = new Map(),
): string {
  if (layout.kind === "protocol") return paintMap(layout, run);
  const on = run === undefined ? undefined : runOnGraph(layout, run);
  const painted = run === undefined || on === undefined ? undefined : { run, on, links };
  return paintEdges(layout, on, toneOf(run?.terminal ?? "completed")) + paintNodes(layout, painted);
}

function paintFoot(
  { kind }: GraphLayout,
  { run, y, right }: { readonly run: PaintedRun; readonly y: number; readonly right: number },
): string {
  const style = { y, size: 11, fill: palette.faint };
  const key = kind === "protocol" ? "bold: what the run used" : "numbered: the path taken · grey: not reached";
  return svgText(key, { ...style, x: margin }) + svgText(run.run, { ...style, x: right, anchor: "end" });
}

function move(x: number, y: number, svg: string): string {
  return svg === "" ? "" : `<g transform="translate(${x} ${y})">${svg}</g>`;
}
