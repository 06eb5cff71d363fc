import { type LineColumn, lineColumnOf, type Span } from "../span.ts";
import type { SourceText } from "./render-diagnostics.ts";

/** Start and end of a span as people count. */
interface ShownPlace {
  readonly start: LineColumn;
  readonly end: LineColumn;
}

/**
 * Start and end of a span as people count; undefined when the text is not at hand. A line break at the end of a span is
 * not counted, and a place behind the last line is the end of that line: there is nothing to be seen behind it.
 */
export function placeOf({ file, start, end }: Span, sourceText: SourceText): ShownPlace | undefined {
  const text = sourceText(file);
  if (text === undefined) return undefined;
  const from = Math.min(Math.max(0, start), endOfText(text));
  const to = endOfWords(text, { from, to: Math.max(from, Math.min(end, text.length)) });
  return { start: lineColumnOf(text, from), end: lineColumnOf(text, to) };
}

/** `file:line:column`, as far as it is known. */
export function printPlace(span: Span, sourceText: SourceText): string {
  const place = placeOf(span, sourceText);
  return place === undefined ? span.file : `${span.file}:${place.start.line}:${place.start.column}`;
}

/** Where the last line ends, its line break left out. */
function endOfText(text: string): number {
  return text.endsWith("\r\n") ? text.length - 2 : text.endsWith("\n") ? text.length - 1 : text.length;
}

/** The end of a stretch without the line break and the white space that it may end with. */
function endOfWords(text: string, { from, to }: { readonly from: number; readonly to: number }): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return text.slice(end, to).includes("\n") ? end : to;
}
