import { type Json, rules } from "@pgs/governance";
import { type JsonCursor, placeAt, skipSpace, stop, stopUnexpected } from "./json-cursor.ts";
import { readJsonNumber } from "./read-json-number.ts";
import { readJsonString } from "./read-json-string.ts";

/** Reads one value from the cursor on, `depth` arrays and objects deep. Undefined: the cursor says why. */
export function readJsonValue(cursor: JsonCursor, depth: number): Json | undefined {
  skipSpace(cursor);
  switch (cursor.text[cursor.at]) {
    case "{":
      return isTooDeep(cursor, depth) ? undefined : readObject(cursor, depth + 1);
    case "[":
      return isTooDeep(cursor, depth) ? undefined : readArray(cursor, depth + 1);
    case '"':
      return readJsonString(cursor);
    case "t":
      return readWord(cursor, { word: "true", value: true });
    case "f":
      return readWord(cursor, { word: "false", value: false });
    case "n":
      return readWord(cursor, { word: "null", value: null });
    case "-":
      return readJsonNumber(cursor);
    default:
      return isDigit(cursor) ? readJsonNumber(cursor) : stopUnexpected(cursor, { wanted: "a value" });
  }
}

function readObject(cursor: JsonCursor, depth: number): Json | undefined {
  const object: Record<string, Json> = {};
  cursor.at += 1;
  skipSpace(cursor);
  if (take(cursor, "}")) return object;
  for (;;) {
    skipSpace(cursor);
    const keyAt = cursor.at;
    if (cursor.text[keyAt] !== '"') return stopUnexpected(cursor, { wanted: "a key" });
    const key = readJsonString(cursor);
    if (key === undefined) return undefined;
    cursor.path.push(key);
    if (!isAdmissibleKey(cursor, { object, key, keyAt })) return undefined;
    skipSpace(cursor);
    if (!take(cursor, ":")) return stopUnexpected(cursor, { wanted: "`:`" });
    const value = readJsonValue(cursor, depth);
    if (value === undefined) return undefined;
    object[key] = value;
    cursor.path.pop();
    skipSpace(cursor);
    if (take(cursor, "}")) return object;
    if (!take(cursor, ",")) return stopUnexpected(cursor, { wanted: "`,` or `}`" });
  }
}

function readArray(cursor: JsonCursor, depth: number): Json | undefined {
  const array: Json[] = [];
  cursor.at += 1;
  skipSpace(cursor);
  if (take(cursor, "]")) return array;
  for (;;) {
    cursor.path.push(array.length);
    const value = readJsonValue(cursor, depth);
    if (value === undefined) return undefined;
    array.push(value);
    cursor.path.pop();
    skipSpace(cursor);
    if (take(cursor, "]")) return array;
    if (!take(cursor, ",")) return stopUnexpected(cursor, { wanted: "`,` or `]`" });
  }
}

function isAdmissibleKey(
  cursor: JsonCursor,
  found: { readonly object: object; readonly key: string; readonly keyAt: number },
): boolean {
  if (found.key === "__proto__") {
    stop(cursor, rules.jsonKeyPlain({}, placeAt(found.keyAt)));
    return false;
  }
  if (Object.hasOwn(found.object, found.key)) {
    stop(cursor, rules.jsonKeyUnique({ key: found.key }, placeAt(found.keyAt)));
    return false;
  }
  return true;
}

function isTooDeep(cursor: JsonCursor, depth: number): boolean {
  if (depth < cursor.maxDepth) return false;
  stop(cursor, rules.jsonDepthLimited({ limit: String(cursor.maxDepth) }, placeAt(cursor.at)));
  return true;
}

function readWord(cursor: JsonCursor, known: { readonly word: string; readonly value: Json }): Json | undefined {
  if (!cursor.text.startsWith(known.word, cursor.at)) return stopUnexpected(cursor, { wanted: "a value" });
  cursor.at += known.word.length;
  return known.value;
}

function take(cursor: JsonCursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

function isDigit(cursor: JsonCursor): boolean {
  const unit = cursor.text.charCodeAt(cursor.at);
  return unit >= 0x30 && unit <= 0x39;
}
