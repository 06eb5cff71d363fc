import type { Span } from "@pgs/governance";

/** Where reading is. Between values it stands at the first character of a line's content. */
export interface Cursor {
  readonly file: string;
  readonly text: string;
  at: number;
  /** Of the line it stands at; -1 at the end of the source. */
  indent: number;
}

/** Says that a source is for the YAML library to read. Never leaves this folder. */
export class Unusual extends Error {}

export function spanOf({ file }: Cursor, start: number, end: number): Span {
  return { file, start, end };
}

/** Past the newline that ends the line, or the end of the source. */
export function lineEnd({ text, at }: Cursor): number {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline + 1;
}

/**
 * Goes to the content of the first line from `start` on that has any. A comment is passed over where it stands as deep
 * as what follows; elsewhere the library decides what it belongs to.
 */
export function toNextLine(cursor: Cursor, start: number): void {
  const { text } = cursor;
  let commentIndent = -1;
  let line = start;
  while (line < text.length) {
    let at = line;
    while (text[at] === " ") at += 1;
    const indent = at - line;
    const first = text[at];
    if (first === "#") {
      if (commentIndent !== -1 && commentIndent !== indent) throw new Unusual();
      commentIndent = indent;
    } else if (first !== "\n" && first !== undefined) {
      if (commentIndent !== -1 && commentIndent !== indent) throw new Unusual();
      cursor.at = at;
      cursor.indent = indent;
      return;
    }
    const newline = text.indexOf("\n", at);
    line = newline === -1 ? text.length : newline + 1;
  }
  if (commentIndent > 0) throw new Unusual();
  cursor.at = text.length;
  cursor.indent = -1;
}

const key = /([A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z0-9_]+)?):(?=[ \n]|$)/y;
/** Texts that the core schema reads as something else, and a name that no map may have. */
const notKeys = /^(?:[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE|__proto__)$/;

/** The plain key that stands at the cursor, without its colon. */
export function keyAt({ text, at }: Cursor): string | undefined {
  key.lastIndex = at;
  const found = key.exec(text)?.[1];
  return found === undefined || found.length > 100 || notKeys.test(found) ? undefined : found;
}
