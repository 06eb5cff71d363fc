import { existsSync, readFileSync, rmSync } from "node:fs";
import {
  type Examination,
  examineTrace,
  type GraphLayout,
  type IntactExamination,
  paintedRunOf,
  paintGraph,
  readTrace,
  type TraceEvidence,
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
  /** What is known beside it. */
  readonly evidence: TraceEvidence;
  readonly layout: GraphLayout | undefined;
  /** What the text says, where somebody has examined it already. */
  readonly examined?: Examination;
}

/**
 * Writes the files of a trace that are not there yet, each whole or not at all, and gives the paths of all that are.
 * A file that is there is never written again, unless it is of a run that waited and has gone on since, or of one that
 * waits for something else by now.
 */
export async function writeTrace(choice: TraceChoice, subject: TraceSubject): Promise<readonly string[]> {
  const { place, text, evidence, layout, examined } = subject;
  if (isOutdated(subject)) for (const kind of traceKinds) rmSync(place.fileOf(kind), { force: true });
  const wanted = traceKinds.filter((kind) => choice === "all" || (choice === "data" && kind === "jsonl"));
  const isWaiting = choice === "all" && readTrace(text).end.outcome === "waiting";
  const missing = wanted.filter((kind) => isWaiting || !existsSync(place.fileOf(kind)));
  if (missing.length > 0) {
    const examination = examined ?? examineTrace(text, evidence);
    if (examination.proof === "tampered") throw new Error(`our own trace is not intact: ${examination.verdict}`);
    await drawMissing(missing, { text, examination, layout, place });
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

/** What is there already stays where its words do; a picture is drawn again only with them, because it takes long. */
async function drawMissing(kinds: readonly TraceKind[], drawing: Drawing): Promise<void> {
  let isOther = false;
  for (const kind of kinds) {
    const file = drawing.place.fileOf(kind);
    const isThere = existsSync(file);
    if (isThere && (kind === "jsonl" || (kind === "png" && !isOther))) continue;
    const content = await drawTrace(kind, drawing);
    if (content === undefined || (isThere && content === readFileSync(file, "utf8"))) continue;
    isOther ||= isThere;
    writeWhole(file, content);
  }
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
