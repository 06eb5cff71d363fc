import { type LineColumn, lineColumnOf, type Span } from "../span.ts";
import type { SourceText } from "./render-diagnostics.ts";

/** Start and end of a span as people count; undefined when the text is not at hand. */
export function placeOf(span: Span, sourceText: SourceText): { start: LineColumn; end: LineColumn } | undefined {
  const text = sourceText(span.file);
  if (text === undefined) return undefined;
  return { start: lineColumnOf(text, span.start), end: lineColumnOf(text, Math.max(span.start, span.end)) };
}

/** `file:line:column`, as far as it is known. */
export function printPlace(span: Span, sourceText: SourceText): string {
  const place = placeOf(span, sourceText);
  return place === undefined ? span.file : `${span.file}:${place.start.line}:${place.start.column}`;
}
