import type { Json, JsonObject } from "@pgs/governance";
import type { Random } from "../random.ts";
import type { Choose } from "./explore.ts";

/** What decides on values: the kind of one that may be any is a choice like others, the rest is left to chance. */
export interface Sampler {
  readonly random: Random;
  readonly choose: Choose;
}

/** A value that a schema admits. Knows the patterns that the real protocols have. */
export function generateValue(schema: JsonObject, by: Sampler): Json {
  if (isList(schema["enum"])) return by.random.pick(schema["enum"]);
  if (schema["const"] !== undefined) return schema["const"];
  const types = isList(schema["type"]) ? schema["type"] : [schema["type"] ?? by.choose("any", anyTypes)];
  switch (by.random.pick(types)) {
    case "string":
      return text(schema, by);
    case "integer":
    case "number":
      return number(schema, by);
    case "boolean":
      return by.random.below(2) === 0;
    case "array":
      return list(schema, by);
    case "object":
      return record(schema, by);
    default:
      return null;
  }
}

const anyTypes = ["string", "integer", "boolean", "array", "object", "null"];

const textOf: Readonly<Record<string, string>> = {
  "date-time": "2026-01-31T12:00:00.000Z",
  email: "a@example.com",
  hex_string: "0x00ff",
};

function text({ format, minLength = 0, maxLength }: JsonObject, by: Sampler): string {
  const fixed = typeof format === "string" ? textOf[format] : undefined;
  if (fixed !== undefined) return fixed;
  const chosen = by.random.pick(["a", "active", "W_1", "standard", "READ_RECORD"]).padEnd(Number(minLength), "a");
  return typeof maxLength === "number" ? chosen.slice(0, maxLength) : chosen;
}

function number({ minimum, maximum }: JsonObject, by: Sampler): number {
  const low = Number(minimum ?? Math.min(0, Number(maximum ?? 0)));
  return low + by.random.below(Math.min(5, Number(maximum ?? low + 4) - low + 1));
}

function list({ items, minItems = 0, maxItems = 2 }: JsonObject, by: Sampler): Json {
  const count = Math.max(Number(minItems), Math.min(Number(maxItems), by.random.below(3)));
  return Array.from({ length: count }, () => generateValue(isMap(items) ? items : {}, by));
}

function record({ properties, required }: JsonObject, by: Sampler): JsonObject {
  const needed = isList(required) ? required : [];
  const entries = Object.entries(isMap(properties) ? properties : {}).flatMap(([name, schema]) => {
    const isGiven = needed.includes(name) || by.random.below(2) === 0;
    return isGiven && isMap(schema) ? [[name, generateValue(schema, by)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
