import type { Json, JsonObject } from "@pgs/governance";
import { isWellFormed } from "./well-formed.ts";

/** Values nested deeper than this have no canonical form here; it also ends cycles. */
export const maxDepth = 256;

/**
 * Gives the one text of a value that RFC 8785 allows: what is hashed, signed and compared.
 * Throws a `TypeError` on what has none: a number that is not finite, half of a surrogate pair, what is no JSON,
 * nesting beyond `maxDepth`. Never calls `toJSON`.
 */
export function canonicalize(value: Json): string {
  return textOf(value, 0);
}

function textOf(value: Json, depth: number): string {
  switch (typeof value) {
    case "string":
      return textOfString(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return `${value}`;
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= maxDepth) throw new TypeError(`a value nested more than ${maxDepth} deep has no canonical form`);
      return isArray(value) ? textOfArray(value, depth + 1) : textOfObject(value, depth + 1);
    default:
      throw new TypeError(`a value of type ${typeof value} has no canonical form`);
  }
}

/** What stands in a text as it is: no quote, no backslash, nothing that is no printable ASCII. */
const plain = /^[ !#-[\]-~]*$/;

/** Gives the canonical text of a text without its quotes, for who puts them beside something else. */
export function unquoted(value: string): string {
  return plain.test(value) ? value : textOfString(value).slice(1, -1);
}

function textOfString(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  if (!isWellFormed(value)) throw new TypeError("text with half of a surrogate pair has no canonical form");
  return JSON.stringify(value);
}

function textOfArray(value: readonly Json[], depth: number): string {
  let text = "";
  for (const item of value) text += text === "" ? textOf(item, depth) : `,${textOf(item, depth)}`;
  return `[${text}]`;
}

function textOfObject(value: JsonObject, depth: number): string {
  let text = "";
  let last = "";
  // Unlike `Object.keys` this makes no list; most records come in their order.
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    if (name <= last && text !== "") return textOfUnsorted(value, depth);
    text = appendMember(text, name, value[name] as Json, depth);
    last = name;
  }
  return text === "" ? "{}" : `${text}}`;
}

function textOfUnsorted(value: JsonObject, depth: number): string {
  let text = "";
  for (const name of sortNames(Object.keys(value))) text = appendMember(text, name, value[name] as Json, depth);
  return `${text}}`;
}

/** One `+` a piece, and as few pieces as can be: each costs again when the whole is hashed. */
function appendMember(before: string, name: string, member: Json, depth: number): string {
  const start = textsOfName(name);
  if (typeof member === "string" && plain.test(member)) {
    return `${before}${before === "" ? start.firstText : start.nextText}${member}"`;
  }
  return before + (before === "" ? start.first : start.next) + textOf(member, depth);
}

/** What stands before the value of a member: of the first one or a later one, up to the quote of a text. */
interface NameTexts {
  readonly first: string;
  readonly next: string;
  readonly firstText: string;
  readonly nextText: string;
}

/** Names come again and again; which characters one has is looked at once. */
const namesSeen = new Map<string, NameTexts>();
const mostNames = 4096;

function textsOfName(name: string): NameTexts {
  const known = namesSeen.get(name);
  if (known !== undefined) return known;
  const text = `${textOfString(name)}:`;
  const texts = { first: `{${text}`, next: `,${text}`, firstText: `{${text}"`, nextText: `,${text}"` };
  if (namesSeen.size < mostNames && name.length < 256) namesSeen.set(name, texts);
  return texts;
}

/** From here on sorting in place by hand, which makes nothing new, is no faster. */
const many = 24;

/** By UTF-16 code unit, which is what RFC 8785 asks for, and what `<` and the default order of `sort` are. */
function sortNames(names: string[]): readonly string[] {
  if (names.length > many) return names.sort();
  for (let at = 1; at < names.length; at += 1) {
    const name = names[at] as string;
    let to = at;
    for (; to > 0 && (names[to - 1] as string) > name; to -= 1) names[to] = names[to - 1] as string;
    names[to] = name;
  }
  return names;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
