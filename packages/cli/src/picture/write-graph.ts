import { graphAscii, graphDot, graphMermaid, paintGraph, pictureFile } from "@pgs/runtime";
import type { FoundGraph } from "../find-graph.ts";

export const graphFormats = ["svg", "png", "mermaid", "dot", "ascii", "json"] as const;
export type GraphFormat = (typeof graphFormats)[number];

/** Writes a graph in one of its formats; with a run, the path it took is marked in each. */
export async function writeGraph(format: GraphFormat, { layout, run }: FoundGraph): Promise<string | Uint8Array> {
  switch (format) {
    case "svg":
      return pictureFile(layout, run);
    case "png": {
      const { renderPng } = await import("./render-png.ts");
      return renderPng(paintGraph(layout, run));
    }
    case "mermaid":
      return graphMermaid(layout, run);
    case "dot":
      return graphDot(layout, run);
    case "ascii":
      return graphAscii(layout, run);
    case "json":
      return `${JSON.stringify({ schemaVersion: 1, graph: layout, ...(run === undefined ? {} : { run }) })}\n`;
  }
}
