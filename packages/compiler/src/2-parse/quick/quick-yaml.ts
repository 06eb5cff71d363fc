import type { SourceFile } from "../../3-bind/bound.ts";
import type { Located, LocatedEntry, LocatedMap } from "../located.ts";
import { type Cursor, keyAt, lineEnd, spanOf, toNextLine, Unusual } from "./cursor.ts";
import { readBlockText } from "./quick-block-text.ts";
import { readInline } from "./quick-inline.ts";

/**
 * Reads a source that is written as most are: block maps and lists, flow on one line, scalars that need no thought.
 * Gives what the YAML library gives, ten times as fast, or undefined where it is not sure that it would. Reports
 * nothing and guesses nothing: whatever is not plainly one of its forms is left to the library.
 */
export function readQuickly(source: SourceFile): LocatedMap | undefined {
  if (source.text.length > maxLength || unusual.test(source.text)) return undefined;
  const cursor: Cursor = { file: source.path, text: source.text, at: 0, indent: 0 };
  try {
    toNextLine(cursor, 0);
    const { value } = readMap(cursor, 0, 1);
    return cursor.indent === -1 ? value : undefined;
  } catch (thrown) {
    if (thrown instanceof Unusual) return undefined;
    throw thrown;
  }
}

/** Characters that change how lines, blanks or texts are read. */
const unusual = /[^\n\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff]/;
const maxDepth = 32;
const maxLength = 1 << 16;

/** A value, and where the lines that belong to it end: a collection ends with its last one, not with its text. */
interface Block<T extends Located> {
  readonly value: T;
  readonly end: number;
}

/** The cursor stands at the first key, and comes to stand at the first line that is not the map's. */
function readMap(cursor: Cursor, indent: number, depth: number): Block<LocatedMap> {
  if (depth > maxDepth) throw new Unusual();
  const entries = new Map<string, LocatedEntry>();
  const start = cursor.at;
  let end = start;
  while (cursor.indent === indent) {
    const key = keyAt(cursor);
    if (key === undefined || entries.has(key)) throw new Unusual();
    const span = spanOf(cursor, cursor.at, cursor.at + key.length);
    cursor.at += key.length + 1;
    const read = readAfterKey(cursor, indent, depth);
    entries.set(key, { key, keyAt: span, value: read.value });
    end = read.end;
  }
  if (cursor.indent > indent || entries.size === 0) throw new Unusual();
  return { value: { kind: "map", entries, at: spanOf(cursor, start, end) }, end };
}

function readAfterKey(cursor: Cursor, indent: number, depth: number): Block<Located> {
  const { text } = cursor;
  if (!isRestEmpty(cursor)) {
    while (text[cursor.at] === " ") cursor.at += 1;
    return text[cursor.at] === "|" || text[cursor.at] === ">" ? readBlockText(cursor, indent) : readLine(cursor, depth);
  }
  toNextLine(cursor, lineEnd(cursor));
  if (isItem(cursor) && cursor.indent >= indent) return readList(cursor, cursor.indent, depth + 1);
  if (cursor.indent <= indent) throw new Unusual();
  return keyAt(cursor) === undefined ? readLine(cursor, depth) : readMap(cursor, cursor.indent, depth + 1);
}

function readList(cursor: Cursor, indent: number, depth: number): Block<Located> {
  if (depth > maxDepth) throw new Unusual();
  const items: Located[] = [];
  const start = cursor.at;
  let end = start;
  while (cursor.indent === indent && isItem(cursor)) {
    cursor.at += 2;
    while (cursor.text[cursor.at] === " ") cursor.at += 1;
    const column = indent + cursor.at - indentStart(cursor, indent);
    const read = keyAt(cursor) === undefined ? readLine(cursor, depth) : readItemMap(cursor, column, depth);
    items.push(read.value);
    end = read.end;
  }
  if (cursor.indent > indent) throw new Unusual();
  return { value: { kind: "list", items, at: spanOf(cursor, start, end) }, end };
}

/** A map whose first key stands behind the dash: its other keys stand below it. */
function readItemMap(cursor: Cursor, column: number, depth: number): Block<LocatedMap> {
  cursor.indent = column;
  return readMap(cursor, column, depth + 1);
}

function readLine(cursor: Cursor, depth: number): Block<Located> {
  const value = readInline(cursor, depth);
  if (!isRestEmpty(cursor)) throw new Unusual();
  const end = lineEnd(cursor);
  toNextLine(cursor, end);
  return { value, end };
}

/** Nothing but blanks and a comment. */
function isRestEmpty({ text, at }: Cursor): boolean {
  let next = at;
  while (text[next] === " ") next += 1;
  return next === text.length || text[next] === "\n" || (text[next] === "#" && next > at);
}

function isItem({ text, at }: Cursor): boolean {
  return text[at] === "-" && text[at + 1] === " ";
}

function indentStart({ text, at }: Cursor, indent: number): number {
  return text.lastIndexOf("\n", at - 1) + 1 + indent;
}
