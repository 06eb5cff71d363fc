import { type LineColumn, lineColumnOf, type Span } from "../span.ts";
import type { SourceText } from "./render-diagnostics.ts";

type End = { readonly offset: number } & Partial<LineColumn>;

/** Start and end of what an edit replaces, to the character; lines and columns as far as the text is at hand. */
export function printRegion(
  { file, start, end }: Span,
  sourceText: SourceText,
): { readonly start: End; readonly end: End } {
  const text = sourceText(file);
  const at = (offset: number): End => ({ offset, ...(text === undefined ? {} : lineColumnOf(text, offset)) });
  return { start: at(start), end: at(end) };
}
