import type { Located, LocatedEntry } from "../located.ts";
import { type Cursor, keyAt, spanOf, Unusual } from "./cursor.ts";

const maxDepth = 32;

/** Reads what stands on one line: a scalar, or a flow collection. The cursor comes to stand behind it. */
export function readInline(cursor: Cursor, depth: number, isInFlow = false): Located {
  if (depth > maxDepth) throw new Unusual();
  switch (cursor.text[cursor.at]) {
    case "{":
      return readFlowMap(cursor, depth + 1);
    case "[":
      return readFlowList(cursor, depth + 1);
    case '"':
    case "'":
      return readQuoted(cursor);
    default:
      return readPlain(cursor, isInFlow ? plainInFlow : plainInBlock);
  }
}

function readFlowMap(cursor: Cursor, depth: number): Located {
  const entries = new Map<string, LocatedEntry>();
  const start = cursor.at;
  for (let isFirst = true; !isClosed(cursor, "}", isFirst); isFirst = false) {
    const key = keyAt(cursor);
    if (key === undefined || entries.has(key)) throw new Unusual();
    const span = spanOf(cursor, cursor.at, cursor.at + key.length);
    cursor.at += key.length + 1;
    skipBlanks(cursor);
    entries.set(key, { key, keyAt: span, value: readInline(cursor, depth, true) });
  }
  return { kind: "map", entries, at: spanOf(cursor, start, cursor.at) };
}

function readFlowList(cursor: Cursor, depth: number): Located {
  const items: Located[] = [];
  const start = cursor.at;
  for (let isFirst = true; !isClosed(cursor, "]", isFirst); isFirst = false) {
    items.push(readInline(cursor, depth, true));
  }
  return { kind: "list", items, at: spanOf(cursor, start, cursor.at) };
}

/** Goes past an opening bracket or a comma to what follows it, or past the closing bracket. */
function isClosed(cursor: Cursor, bracket: "}" | "]", isFirst: boolean): boolean {
  if (isFirst) cursor.at += 1;
  skipBlanks(cursor);
  if (cursor.text[cursor.at] === bracket) {
    cursor.at += 1;
    return true;
  }
  if (isFirst) return false;
  if (cursor.text[cursor.at] !== ",") throw new Unusual();
  cursor.at += 1;
  skipBlanks(cursor);
  return false;
}

function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === " ") cursor.at += 1;
}

/** Without escapes, on one line. */
const quoted = /"([^"\\\n]*)"|'([^'\n]*)'(?!')/y;

function readQuoted(cursor: Cursor): Located {
  quoted.lastIndex = cursor.at;
  const [whole, double, single] = quoted.exec(cursor.text) ?? [];
  if (whole === undefined) throw new Unusual();
  return scalar(cursor, whole.length, double ?? single ?? "");
}

/** Begins with a letter, a digit, `_`, `$`, `/` or `-`; a blank before `#` ends it, and a colon before a blank is in none. */
const plainInBlock = /[A-Za-z0-9_$/-](?:[^ \n:#]|:(?=[^ \n])|#| +(?=[^ \n#]))*(?= *(?:\n|$| #))/y;
const plainInFlow = /[A-Za-z0-9_$/-](?:[^ \n:#,[\]{}]|:(?=[^ \n,[\]{}])|#| +(?=[^ \n#,[\]{}]))*(?= *(?:[,\]}]))/y;
const number = /^(?:0|-?[1-9][0-9]{0,14}|(?:0|[1-9][0-9]{0,9})\.[0-9]{1,9})$/;
/** What the core schema may read as a number, a truth or nothing, and what may be the dash of a list. */
const perhapsNoText = /^(?:-.*|[0-9][-+.0-9A-Fa-fxo]*|[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE)$/;

function readPlain(cursor: Cursor, form: RegExp): Located {
  form.lastIndex = cursor.at;
  const text = form.exec(cursor.text)?.[0];
  if (text === undefined) throw new Unusual();
  if (!perhapsNoText.test(text)) return scalar(cursor, text.length, text);
  if (number.test(text)) return scalar(cursor, text.length, Number(text));
  if (text === "true" || text === "false") return scalar(cursor, text.length, text === "true");
  if (text === "null") return scalar(cursor, text.length, null);
  throw new Unusual();
}

function scalar(cursor: Cursor, length: number, value: string | number | boolean | null): Located {
  const at = spanOf(cursor, cursor.at, cursor.at + length);
  cursor.at += length;
  return { kind: "scalar", value, at };
}
