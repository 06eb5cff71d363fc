import { stripVTControlCharacters } from "node:util";
import type { Json, JsonObject } from "@pgs/governance";
import { visibleText } from "@pgs/runtime";
import { isMap, textUnder } from "../artifact.ts";
import { wrap } from "./columns.ts";
import { typeWords } from "./type-words.ts";

/** Keys in the order in which an author writes them; all others follow as they come. */
const keyOrder = [
  "case from artifact summary governed_by status subdomain notes in type of method path workflow egress key",
  "structure binding start step intent contract exit transform side_effect op store event semantics stores hosts",
  "code payload attributes fields identity actors principal requires forbids reason detail inputs outputs outcomes",
  "discloses operations nodes on next emit pipeline compose cases terms",
]
  .join(" ")
  .split(" ");

const longestInline = 88;
const longestLine = 100;

/** How lines are set off. */
export interface YamlInk {
  readonly key: (text: string) => string;
  readonly mark: (text: string) => string;
  readonly words: (text: string) => string;
}

/**
 * A whole artifact as an author would read it: YAML but for types, which are said in words, and marks, which stand in
 * brackets. For reading only, never parsed again.
 */
export function yamlLines(value: JsonObject, ink: YamlInk): readonly string[] {
  return mapLines(value, { ink, indent: "", path: [] });
}

interface At {
  readonly ink: YamlInk;
  readonly indent: string;
  readonly path: readonly string[];
}

function mapLines(map: JsonObject, at: At): readonly string[] {
  return orderedKeys(map).flatMap((key) => memberLines(key, map[key] as Json, { ...at, path: [...at.path, key] }));
}

function memberLines(key: string, value: Json, at: At): readonly string[] {
  const { ink, indent, path } = at;
  if (isMap(value) && isField(value, path)) return fieldLines(key, value, at);
  const head = `${indent}${ink.key(key)}:`;
  const inline = inlineText(value);
  if (inline !== undefined && indent.length + key.length + inline.length <= longestInline) return [`${head} ${inline}`];
  if (typeof value === "string" && value.includes(" ")) return [`${head} >-`, ...foldedLines(value, `${indent}  `)];
  if (Array.isArray(value)) return [head, ...value.flatMap((item) => itemLines(item, at))];
  if (isMap(value)) return [head, ...mapLines(value, { ...at, indent: `${indent}  ` })];
  return [`${head} ${inline ?? ""}`];
}

function foldedLines(text: string, indent: string): readonly string[] {
  const words = visibleText(text).split(" ");
  return wrap(words, { width: longestLine - indent.length })
    .split("\n")
    .map((line) => `${indent}${line}`);
}

function itemLines(item: Json, at: At): readonly string[] {
  const indent = `${at.indent}  `;
  if (!isMap(item)) return [`${indent}- ${inlineText(item) ?? JSON.stringify(item)}`];
  const lines = mapLines(item, { ...at, indent: `${indent}  ` });
  return lines.map((line, index) => (index === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line));
}

function fieldLines(name: string, field: JsonObject, at: At): readonly string[] {
  const { ink, indent, path } = at;
  const marks = ["secret", "personal"].filter((mark) => field[mark] === true).map((mark) => ink.mark(`[${mark}]`));
  const line = [`${indent}${ink.key(name)}:`, visibleText(typeWords(field)), ...marks].join(" ");
  const inner = [field["properties"], isMap(field["items"]) ? field["items"]["properties"] : undefined];
  const members = inner.filter((properties) => isMap(properties));
  const deeper = { ...at, indent: `${indent}  `, path: [...path, "properties"] };
  return [...describedLines(line, field, at), ...members.flatMap((properties) => mapLines(properties, deeper))];
}

/** What a field is for stands behind it where there is room, else below. */
function describedLines(line: string, field: JsonObject, { ink, indent }: At): readonly string[] {
  const description = visibleText(textUnder(field, "description"));
  if (description === "") return [line];
  const width = longestLine - indent.length - "  # ".length;
  if (stripVTControlCharacters(line).length + description.length < width)
    return [`${line} ${ink.words(`# ${description}`)}`];
  const below = wrap(description.split(" "), { width }).split("\n");
  return [line, ...below.map((text) => ink.words(`${indent}  # ${text}`))];
}

/** Where a map of fields stands: outputs of a step or a node are ways to values, no types. */
function isField(value: JsonObject, path: readonly string[]): boolean {
  if (typeof value["type"] !== "string" && typeof value["entity"] !== "string") return false;
  const [top = "", , third = ""] = path;
  if (["inputs", "outputs", "payload", "attributes", "fields"].includes(top)) return true;
  if (top === "operations") return third === "inputs" || third === "outputs";
  return top === "stores" && third === "record";
}

/** Scalars, and short maps and lists of scalars, as they fit in a line. */
function inlineText(value: Json): string | undefined {
  if (Array.isArray(value)) {
    const isFlat = value.every((item) => !isMap(item) && !Array.isArray(item));
    return isFlat ? `[${value.map(scalarText).join(", ")}]` : undefined;
  }
  if (!isMap(value)) return scalarText(value);
  const members = orderedKeys(value).map((key) => {
    const member = value[key] as Json;
    const inline = isMap(member) ? undefined : inlineText(member);
    return inline === undefined ? undefined : `${key}: ${inline}`;
  });
  if (members.length === 0) return "{}";
  return members.includes(undefined) ? undefined : `{ ${members.join(", ")} }`;
}

function scalarText(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const isPlain = value !== "" && !/^[\s\d!&*\-?|>@`%{[\]},#'"]|: |:$| #|^(?:true|false|null|~)$|\s$/.test(value);
  return visibleText(isPlain ? value : JSON.stringify(value));
}

function orderedKeys(map: JsonObject): readonly string[] {
  const rank = (key: string): number => (keyOrder.includes(key) ? keyOrder.indexOf(key) : keyOrder.length);
  return Object.keys(map).sort((a, b) => rank(a) - rank(b));
}
