/**
 * A stretch of one source file, in UTF-16 offsets from its start; `end` is exclusive.
 * Never holds an absolute path: `file` is the path the diagnostics print, with `/`.
 */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: both from 1, columns in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** Converts an offset of `text` to a line and a column. An offset past the end gives the end. */
export function lineColumnOf(text: string, offset: number): LineColumn {
  const head = text.slice(0, offset);
  const lastBreak = head.lastIndexOf("\n");
  let line = 1;
  for (let at = head.indexOf("\n"); at !== -1; at = head.indexOf("\n", at + 1)) line += 1;
  return { line, column: head.length - lastBreak };
}
