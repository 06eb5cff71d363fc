import { rules } from "@pgs/governance";
import { type JsonCursor, placeAt, stop, stopUnexpected } from "./json-cursor.ts";

const grammar = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

/** Reads a number. Refuses integers beyond ±(2^53−1) and what is too large for a number: both would be silently another number. Never says which one: it may be sensitive. */
export function readJsonNumber(cursor: JsonCursor): number | undefined {
  const start = cursor.at;
  grammar.lastIndex = start;
  const literal = grammar.exec(cursor.text)?.[0];
  if (literal === undefined) {
    cursor.at = cursor.text[start] === "-" ? start + 1 : start;
    return stopUnexpected(cursor, { wanted: "a digit" });
  }
  cursor.at = start + literal.length;
  const value = Number(literal);
  if (!Number.isInteger(value) && Number.isFinite(value)) return value;
  if (Number.isSafeInteger(value)) return value;
  return stop(cursor, rules.jsonNumberExact({}, placeAt(start)));
}
