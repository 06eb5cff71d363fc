import type { Diagnostic, Label } from "../diagnostic.ts";
import { displayWidth, escapeControls } from "./display-text.ts";
import { placeOf, printPlace } from "./place-of.ts";
import type { Findings, SourceText } from "./render-diagnostics.ts";

/** Columns of a source line that are shown; of a longer one, the stretch around the place. */
const lineWidth = 160;

interface TextOptions {
  readonly sourceText: SourceText;
  readonly color: boolean;
}

type Paint = (style: "error" | "warning" | "place" | "strong", text: string) => string;

interface Frame {
  readonly sourceText: SourceText;
  readonly paint: Paint;
  /** Columns of the longest line number in this finding. */
  readonly gutter: number;
}

/**
 * Renders each finding as a frame and ends with a count:
 *
 *     error[PGS2003]: what is wrong
 *       --> file:14:16
 *        |
 *     14 |     the line
 *        |         ^^^^ what is there
 *       ::: file:2:11
 *        |
 *      2 | another line
 *        |         ---- what is there
 *        = help: what to do   (pgs explain PGS2003)
 */
export function renderText(findings: Findings, { sourceText, color }: TextOptions): string {
  if (findings.shown.length === 0) return "";
  const paint = color ? paintAnsi : paintNothing;
  const frames = findings.shown.map((diagnostic) => frameDiagnostic(diagnostic, { sourceText, paint }));
  return `${frames.join("\n")}\n${countFindings(findings)}\n`;
}

function frameDiagnostic(diagnostic: Diagnostic, { sourceText, paint }: Omit<Frame, "gutter">): string {
  const lineNumbers = [diagnostic.at, ...diagnostic.related].map(
    ({ span }) => placeOf(span, sourceText)?.start.line ?? 0,
  );
  const frame: Frame = { sourceText, paint, gutter: Math.max(2, String(Math.max(...lineNumbers)).length) };
  const { severity, code, message, help } = diagnostic;
  const hint = help === undefined ? `pgs explain ${code}` : `${escapeControls(help)}   (pgs explain ${code})`;
  const lines = [
    `${paint(severity, `${severity}[${code}]`)}${paint("strong", `: ${escapeControls(message)}`)}`,
    ...frameLabel(diagnostic.at, frame, { arrow: "-->", mark: "^", style: severity }),
    ...diagnostic.related.flatMap((label) => frameLabel(label, frame, { arrow: ":::", mark: "-", style: "place" })),
    `${" ".repeat(frame.gutter + 1)}${paint("place", "=")} help: ${hint}`,
  ];
  return lines.map((line) => `${line}\n`).join("");
}

interface LabelStyle {
  readonly arrow: string;
  readonly mark: string;
  readonly style: "error" | "warning" | "place";
}

function frameLabel({ span, text }: Label, frame: Frame, { arrow, mark, style }: LabelStyle): readonly string[] {
  const { paint, gutter, sourceText } = frame;
  const blank = " ".repeat(gutter + 1);
  if (span.file === "") return [];
  const where = `${" ".repeat(gutter)}${paint("place", arrow)} ${escapeControls(printPlace(span, sourceText))}`;
  const place = placeOf(span, sourceText);
  const line = sourceText(span.file)?.split(/\r?\n/)[(place?.start.line ?? 0) - 1];
  if (place === undefined || line === undefined) {
    return [where, `${blank}${paint("place", "=")} ${escapeControls(text)}`];
  }
  const start = place.start.column - 1;
  const end = place.end.line === place.start.line ? place.end.column - 1 : line.length;
  const { before, marked, after } = cutLine(line, start, Math.max(start, end));
  const underline = mark.repeat(Math.max(1, displayWidth(marked)));
  const pointer = paint(style, `${underline} ${escapeControls(text)}`.trimEnd());
  return [
    where,
    `${blank}${paint("place", "|")}`,
    `${paint("place", `${String(place.start.line).padStart(gutter)} |`)} ${before}${marked}${after}`.trimEnd(),
    `${blank}${paint("place", "|")} ${" ".repeat(displayWidth(before))}${pointer}`,
  ];
}

/** The line in three parts, cut where it is too long for a screen. */
function cutLine(line: string, start: number, end: number): { before: string; marked: string; after: string } {
  const isLong = line.length > lineWidth;
  const from = isLong ? Math.max(0, start - lineWidth / 2) : 0;
  const to = isLong ? Math.min(line.length, from + lineWidth) : line.length;
  return {
    before: `${from > 0 ? "…" : ""}${escapeControls(line.slice(from, start))}`,
    marked: escapeControls(line.slice(start, Math.min(end, to))),
    after: `${escapeControls(line.slice(Math.min(end, to), to))}${to < line.length ? "…" : ""}`,
  };
}

function countFindings({ shown, errors, warnings, omitted }: Findings): string {
  const counts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
  ].join(", ");
  return omitted === 0 ? counts : `${counts}; the first ${shown.length} are shown, ${omitted} are not`;
}

const codes = { error: "1;31", warning: "1;33", place: "1;34", strong: "1" } as const;
const paintAnsi: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;
const paintNothing: Paint = (_style, text) => text;
