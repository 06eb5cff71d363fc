import type { Json, JsonObject } from "../generated/contracts.ts";
import { floatText } from "./number-text.ts";

const digitsLookExactBelow = 1e16;

/**
 * Prints a value in the form that the ids of the earlier implementation are hashes of: names sorted by code point,
 * no blanks, ASCII only, numbers as `floatText` has them. It is not RFC 8785 and serves nothing but those ids.
 * Two traps stay, because JSON data does not tell: `6000.0` prints as `6000`, and `-0.0` as `0`.
 */
export function canonicalText(value: Json): string {
  if (typeof value === "string") return `"${escape(value)}"`;
  if (typeof value === "number") return numberText(value);
  if (value === null || typeof value !== "object") return String(value);
  return isList(value) ? `[${value.map(canonicalText).join(",")}]` : recordText(value);
}

/**
 * Finds a number that has no such form: not finite, or whole and past ±(2^53−1), where neighbours are one double.
 * From 1e16 the form itself has an exponent, which no exact whole number ever had, so there is no doubt again.
 */
export function findInexactNumber(value: Json): number | undefined {
  if (typeof value === "number") return isInexact(value) ? value : undefined;
  if (value === null || typeof value !== "object") return undefined;
  for (const part of isList(value) ? value : Object.values(value)) {
    const found = findInexactNumber(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isInexact(number: number): boolean {
  if (!Number.isFinite(number)) return true;
  return Number.isInteger(number) && !Number.isSafeInteger(number) && Math.abs(number) < digitsLookExactBelow;
}

function numberText(number: number): string {
  return Number.isSafeInteger(number) ? String(number) : floatText(number);
}

function recordText(record: JsonObject): string {
  const names = Object.keys(record);
  if (!isInOrder(names)) names.sort(byCodePoint);
  let text = "";
  for (const name of names) {
    const member = `"${escape(name)}":${canonicalText(record[name] ?? null)}`;
    text += text === "" ? member : `,${member}`;
  }
  return `{${text}}`;
}

/** Most names are: sorting them takes longer than printing them. */
function isInOrder(names: readonly string[]): boolean {
  return names.every((name, at) => at === 0 || byCodePoint(names[at - 1] ?? "", name) <= 0);
}

/** UTF-16 order puts an astral character before U+E000 to U+FFFF; code point order puts it after. */
function byCodePoint(left: string, right: string): number {
  const end = Math.min(left.length, right.length);
  for (let at = 0; at < end; at += 1) {
    if (left.charCodeAt(at) !== right.charCodeAt(at)) return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
  }
  return left.length - right.length;
}

const short: { readonly [unit: string]: string } = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escape(text: string): string {
  return special.test(text) ? escapeUnits(text) : text;
}

const special = /["\\]|[^ -~]/;

function escapeUnits(text: string): string {
  return text.replace(/["\\]|[^ -~]/g, (unit) => short[unit] ?? `\\u${hexOf(unit)}`);
}

function hexOf(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}

function isList(value: JsonObject | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value);
}
