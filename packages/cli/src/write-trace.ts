import { existsSync, readFileSync, rmSync } from "node:fs";
import {
  type Examination,
  examineTrace,
  type GraphLayout,
  type IntactExamination,
  paintedRunOf,
  paintGraph,
  readTrace,
  traceHtml,
  traceMarkdown,
  verifyTrace,
} from "@pgs/runtime";
import { type TraceKind, type TracePlace, traceKinds, writeWhole } from "./trace-place.ts";

/** What of a trace is written: `all` of it, the `data` alone, or `none`. */
export const traceChoices = ["all", "data", "none"] as const;
export type TraceChoice = (typeof traceChoices)[number];

/** A run's trace, and what is known beside it. */
export interface TraceSubject {
  readonly place: TracePlace;
  /** The lines, sealed. */
  readonly text: string;
  /** The head hash that the data root remembers. */
  readonly anchor: string;
  readonly layout: GraphLayout | undefined;
  readonly sources: ReadonlyMap<string, string>;
  /** What the text says, where somebody has examined it already. */
  readonly examined?: Examination;
}

/**
 * Writes the files of a trace that are not there yet, each whole or not at all, and gives the paths of all that are.
 * Equal runs give equal bytes; a file that is there is never written again, unless it is of a run that waited and has
 * gone on since.
 */
export async function writeTrace(choice: TraceChoice, subject: TraceSubject): Promise<readonly string[]> {
  const { place, text, anchor, layout, sources, examined } = subject;
  if (isOutdated(subject)) for (const kind of traceKinds) rmSync(place.fileOf(kind), { force: true });
  const wanted = traceKinds.filter((kind) => choice === "all" || (choice === "data" && kind === "jsonl"));
  const missing = wanted.filter((kind) => !existsSync(place.fileOf(kind)));
  if (missing.length > 0) {
    const examination = examined ?? examineTrace(text, { anchor, sources });
    if (examination.proof === "tampered") throw new Error(`our own trace is not intact: ${examination.verdict}`);
    for (const kind of missing) {
      const content = await drawTrace(kind, { text, examination, layout, place });
      if (content !== undefined) writeWhole(place.fileOf(kind), content);
    }
  }
  return wanted.map(place.fileOf).filter((file) => existsSync(file));
}

/** True of what was told of a run that waited. What is not intact is left alone: somebody may want to look at it. */
function isOutdated({ place, text }: TraceSubject): boolean {
  const file = place.fileOf("jsonl");
  if (!existsSync(file)) return false;
  const written = readFileSync(file, "utf8");
  if (written === text || verifyTrace(written).verdict === "tampered") return false;
  return readTrace(written).end.outcome === "waiting";
}

interface Drawing {
  readonly text: string;
  readonly examination: IntactExamination;
  readonly layout: GraphLayout | undefined;
  readonly place: TracePlace;
}

/** Undefined: there is no graph to draw on. */
async function drawTrace(kind: TraceKind, drawing: Drawing): Promise<string | Uint8Array | undefined> {
  const { text, examination, layout } = drawing;
  switch (kind) {
    case "jsonl":
      return text;
    case "md": {
      const picture = layout === undefined ? {} : { picture: `${examination.run}.png` };
      return traceMarkdown({ trace: readTrace(text), examination, ...picture });
    }
    case "html":
      return traceHtml({ text, examination, ...(layout === undefined ? {} : { layout }) });
    case "png": {
      if (layout === undefined) return undefined;
      const { renderPng } = await import("./picture/render-png.ts");
      return renderPng(paintGraph(layout, paintedRunOf(examination)));
    }
  }
}
