import type { LocatedScalar } from "../located.ts";
import { type Cursor, spanOf, toNextLine, Unusual } from "./cursor.ts";

/** `>` or `|`, with or without `-`, and nothing else on the line. */
const header = /([>|])(-?)\n/y;

/** Reads a block text whose lines are all as deep as the first, without blank lines: the others fold in other ways. */
export function readBlockText(
  cursor: Cursor,
  parentIndent: number,
): { readonly value: LocatedScalar; readonly end: number } {
  const { text } = cursor;
  const start = cursor.at;
  header.lastIndex = start;
  const [whole, style, chomp] = header.exec(text) ?? [];
  if (whole === undefined) throw new Unusual();
  let end = start + whole.length;
  const indent = indentAt(text, end);
  if (indent <= parentIndent) throw new Unusual();
  const lines: string[] = [];
  while (end < text.length && indentAt(text, end) === indent && text[end + indent] !== "\n") {
    const newline = text.indexOf("\n", end);
    if (newline === -1 || text[newline - 1] === " ") throw new Unusual();
    lines.push(text.slice(end + indent, newline));
    end = newline + 1;
  }
  if (lines.length === 0) throw new Unusual();
  toNextLine(cursor, end);
  // A deeper line, a comment as deep, or one after a blank line would go on with the text.
  if (cursor.indent > parentIndent || /^ *(?:\n *)*#/.test(text.slice(end, cursor.at))) throw new Unusual();
  const value = lines.join(style === ">" ? " " : "\n") + (chomp === "-" ? "" : "\n");
  return { value: { kind: "scalar", value, at: spanOf(cursor, start, end) }, end };
}

function indentAt(text: string, line: number): number {
  let at = line;
  while (text[at] === " ") at += 1;
  return at - line;
}
