import { rules } from "@pgs/governance";
import { describeCharacter, type JsonCursor, placeAt, stop, stopUnexpected } from "./json-cursor.ts";

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Reads a string that starts at the cursor's `"`. Refuses control characters and surrogates without their other half. */
export function readJsonString(cursor: JsonCursor): string | undefined {
  const start = cursor.at;
  const { text } = cursor;
  let value = "";
  let from = start + 1;
  for (let at = from; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) {
      cursor.at = at + 1;
      return whole(cursor, { value: value + text.slice(from, at), start });
    }
    if (unit < 0x20) {
      cursor.at = at;
      return stopUnexpected(cursor, { wanted: "a character of a string or its escape" });
    }
    if (unit !== 0x5c) {
      at += 1;
      continue;
    }
    value += text.slice(from, at);
    cursor.at = at;
    const escaped = readEscape(cursor);
    if (escaped === undefined) return undefined;
    value += escaped;
    at = cursor.at;
    from = at;
  }
  cursor.at = text.length;
  return stopUnexpected(cursor, { wanted: 'the closing `"` of a string' });
}

function readEscape(cursor: JsonCursor): string | undefined {
  const { text, at } = cursor;
  const letter = text[at + 1] ?? "";
  if (letter === "u") {
    const digits = text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
      return stopUnexpected(cursor, { seen: "`\\u`", wanted: "`\\u` and four hex digits" });
    }
    cursor.at = at + 6;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
  const value = escapes[letter];
  if (value === undefined) {
    return stopUnexpected(cursor, {
      seen: `\`\\\` and ${describeCharacter(text, at + 1)}`,
      wanted: "an escape of JSON",
    });
  }
  cursor.at = at + 2;
  return value;
}

/** Only the whole string can tell: a pair may be half literal and half escape. */
function whole(cursor: JsonCursor, read: { readonly value: string; readonly start: number }): string | undefined {
  if (!/\p{Surrogate}/u.test(read.value)) return read.value;
  return stop(cursor, rules.jsonTextUnicode({}, placeAt(read.start)));
}
