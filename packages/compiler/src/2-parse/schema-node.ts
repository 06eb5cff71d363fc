import type { Json, JsonObject } from "@pgs/governance";
import { schemas } from "@pgs/governance/schemas";

/** A schema with the file it stands in, which its references are relative to. */
export interface SchemaNode {
  readonly schema: JsonObject;
  readonly file: string;
}

/** The schema of a file, or of a place in one: `step.schema.json#/$defs/typed_output`. */
export function schemaAt(reference: string, base: string): SchemaNode {
  const [file, pointer = ""] = reference.split("#");
  const id = file === undefined || file === "" ? base : file;
  let schema: Json | undefined = schemas[id];
  for (const part of pointer.split("/").slice(1)) schema = asObject(schema)[part];
  return resolveReference({ schema: asObject(schema), file: id });
}

/** Follows `$ref`; the words beside it (`title`, `description`) win over those of its target. */
export function resolveReference(node: SchemaNode): SchemaNode {
  const reference = node.schema["$ref"];
  if (typeof reference !== "string") return node;
  const target = schemaAt(reference, node.file);
  return { schema: { ...target.schema, ...node.schema, $ref: null }, file: target.file };
}

/** The schema of a part; undefined where there is none or it is `true`, false where nothing is allowed. */
export function partOf(node: SchemaNode, part: Json | undefined): SchemaNode | false | undefined {
  if (part === false) return false;
  if (part === undefined || part === true || part === null) return undefined;
  return resolveReference({ schema: asObject(part), file: node.file });
}

export function asObject(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function asStrings(value: Json | undefined): readonly string[] {
  return asList(value).filter((item) => typeof item === "string");
}

/** What the schema calls its value: `step`. */
export function wordOfSchema({ schema }: SchemaNode): string {
  const title = typeof schema["title"] === "string" ? schema["title"] : "value";
  return title.replace(/ \(.*\)$/, "").toLowerCase();
}

/** The same with an article: `a step`. */
export function nounOfSchema(node: SchemaNode): string {
  const word = wordOfSchema(node);
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

export function describe(node: SchemaNode): string | undefined {
  const text = node.schema["description"];
  return typeof text === "string" ? text.replace(/\.$/, "") : undefined;
}
