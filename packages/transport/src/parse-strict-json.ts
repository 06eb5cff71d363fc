import { type Json, rules } from "@pgs/governance";
import { decodeUtf8 } from "./decode-utf8.ts";
import { type JsonCursor, placeAt, skipSpace, stop } from "./json-cursor.ts";
import { readJsonValue } from "./read-json-value.ts";
import { makeIssue, type StrictJsonIssue } from "./strict-json-issue.ts";

export interface StrictJsonLimits {
  readonly maxBytes: number;
  /** How many arrays and objects may stand in each other; a bare value is 0 deep. */
  readonly maxDepth: number;
}

export const defaultStrictJsonLimits: StrictJsonLimits = { maxBytes: 1_048_576, maxDepth: 64 };

/** Exactly one of `value` and `issue` is there. `text` is what the bytes said; empty when they are not UTF-8 or too many. */
export type StrictJson =
  | { readonly kind: "value"; readonly value: Json; readonly text: string }
  | { readonly kind: "issue"; readonly issue: StrictJsonIssue };

/**
 * Parses one JSON value with nothing after it, as strictly as everything that enters is read (DESIGN §6). What it
 * admits, `JSON.parse` reads as the same value; so whoever reads the text again can neither gain nor lose a key, a
 * digit or a character. Never throws, and gives the first issue only.
 */
export function parseStrictJson(source: string | Uint8Array, limits: StrictJsonLimits): StrictJson {
  const bytes = typeof source === "string" ? Buffer.byteLength(source) : source.byteLength;
  if (bytes > limits.maxBytes) return refuseSize(bytes, limits);
  const decoded = typeof source === "string" ? ({ kind: "text", text: source } as const) : decodeUtf8(source);
  if (decoded.kind === "broken") return refuseBytes(decoded);
  const cursor: JsonCursor = { text: decoded.text, maxDepth: limits.maxDepth, path: [], at: 0, stop: undefined };
  const value = readWholeText(cursor);
  if (value !== undefined) return { kind: "value", value, text: decoded.text };
  return { kind: "issue", issue: makeIssue({ ...stopOf(cursor), text: decoded.text }) };
}

function readWholeText(cursor: JsonCursor): Json | undefined {
  const value = readJsonValue(cursor, 0);
  if (value === undefined) return undefined;
  skipSpace(cursor);
  if (cursor.at === cursor.text.length) return value;
  return stop(cursor, rules.jsonTextSingle({}, placeAt(cursor.at)));
}

function stopOf(cursor: JsonCursor): NonNullable<JsonCursor["stop"]> {
  if (cursor.stop === undefined) throw new Error("a JSON reader gave neither a value nor a reason");
  return cursor.stop;
}

function refuseSize(bytes: number, limits: StrictJsonLimits): StrictJson {
  const finding = rules.jsonSizeLimited({ bytes: String(bytes), limit: String(limits.maxBytes) }, placeAt(0));
  return { kind: "issue", issue: makeIssue({ finding, path: [], text: "" }) };
}

function refuseBytes(broken: { readonly offset: number; readonly before: string }): StrictJson {
  const finding = rules.jsonBytesUtf8({ offset: String(broken.offset) }, placeAt(broken.before.length));
  return { kind: "issue", issue: makeIssue({ finding, path: [], text: broken.before }) };
}
