import type { Diagnostic, Label } from "../diagnostic.ts";
import { cutLine } from "./cut-line.ts";
import { displayWidth, escapeControls } from "./display-text.ts";
import { placeOf, printPlace } from "./place-of.ts";
import type { Findings, Paint, SourceText } from "./render-diagnostics.ts";

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
export function renderText(findings: Findings, { sourceText, paint }: Omit<Frame, "gutter">): string {
  if (findings.shown.length === 0) return "";
  const frames = findings.shown.map((diagnostic) => frameDiagnostic(diagnostic, { sourceText, paint }));
  return `${frames.join("\n")}\n${countFindings(findings)}\n`;
}

/** Related places that are shown with a finding. */
const relatedShown = 8;

function frameDiagnostic(diagnostic: Diagnostic, { sourceText, paint }: Omit<Frame, "gutter">): string {
  const related = diagnostic.related.slice(0, relatedShown);
  const unshown = diagnostic.related.length - related.length;
  const lineNumbers = [diagnostic.at, ...related].map(({ span }) => placeOf(span, sourceText)?.start.line ?? 0);
  const frame: Frame = { sourceText, paint, gutter: Math.max(2, String(Math.max(...lineNumbers)).length) };
  const blank = " ".repeat(frame.gutter + 1);
  const { severity, code, message, help } = diagnostic;
  const hint = help === undefined ? `pgs explain ${code}` : `${escapeControls(help)}   (pgs explain ${code})`;
  const lines = [
    `${paint(severity, `${severity}[${code}]`)}${paint("strong", `: ${escapeControls(message)}`)}`,
    ...frameLabel(diagnostic.at, frame, { arrow: "-->", mark: "^", style: severity }),
    ...related.flatMap((label) => frameLabel(label, frame, { arrow: ":::", mark: "-", style: "place" })),
    ...(unshown > 0
      ? [`${blank}${paint("place", "=")} and at ${unshown} more ${unshown === 1 ? "place" : "places"}`]
      : []),
    `${blank}${paint("place", "=")} help: ${hint}`,
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
  const isOneLine = place.end.line === place.start.line;
  const { before, marked, after } = cutLine(line, start, isOneLine ? place.end.column - 1 : line.length);
  const underline = mark.repeat(Math.max(1, displayWidth(marked)));
  const rest = isOneLine ? "" : ` (to line ${place.end.line})`;
  const words = `${escapeControls(text)}${rest}`.trim();
  const pointer = paint(style, `${underline} ${words}`.trimEnd());
  return [
    where,
    `${blank}${paint("place", "|")}`,
    `${paint("place", `${String(place.start.line).padStart(gutter)} |`)} ${before}${marked}${after}`.trimEnd(),
    `${blank}${paint("place", "|")} ${" ".repeat(displayWidth(before))}${pointer}`,
  ];
}

function countFindings({ shown, errors, warnings, omitted }: Findings): string {
  const counts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
  ].join(", ");
  return omitted === 0 ? counts : `${counts}; the first ${shown.length} are shown, ${omitted} are not`;
}
