import type { ArrayType, Json, JsonObject, NumberType, ObjectType, StringType, Type } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import { hasFormat } from "../schema/formats.ts";
import { describeRecord, describeType, describeValue } from "./describe-type.ts";
import { type Misfit, type MisfitKind, within } from "./misfit.ts";

/**
 * Says where and why a value is not of a type; undefined: it is, exactly as the sealed validators judge it. A field with
 * a default has to be there: nothing fills in a value that a source states.
 */
export function valueMisfit(type: Type, value: Json): Misfit | undefined {
  if (type.kind === "any" || type.kind === "store") return undefined;
  if (value === null) return type.nullable === true ? undefined : misfit("null", type, value);
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? textMisfit(type, value) : misfit("kind", type, value);
    case "integer":
    case "number":
      return typeof value === "number" ? numberMisfit(type, value) : misfit("kind", type, value);
    case "boolean":
      if (typeof value !== "boolean") return misfit("kind", type, value);
      return type.const === undefined || type.const === value ? undefined : misfit("values", type, value);
    case "array":
      return isList(value) ? itemsMisfit(type, value) : misfit("kind", type, value);
    case "object":
      return isMap(value) ? propertiesMisfit(type, value) : misfit("kind", type, value);
  }
}

function misfit(kind: MisfitKind, type: Type, value: Json): Misfit {
  return {
    path: [],
    kind,
    gives: kind === "kind" ? kindWords(value) : describeValue(value),
    takes: describeType(type),
  };
}

/** A value with what it is: `the text \`2\``, which is no number. */
function kindWords(value: Json): string {
  if (typeof value === "string") return `the text ${describeValue(value)}`;
  return typeof value === "number" ? `the number ${describeValue(value)}` : describeValue(value);
}

function textMisfit(type: StringType, value: string): Misfit | undefined {
  const wrong = (kind: MisfitKind) => misfit(kind, type, value);
  if (type.const !== undefined && type.const !== value) return wrong("values");
  if (type.enum !== undefined && !type.enum.includes(value)) return wrong("values");
  if (type.minLength !== undefined || type.maxLength !== undefined) {
    const length = [...value].length;
    if (length < (type.minLength ?? 0) || length > (type.maxLength ?? length)) return wrong("length");
  }
  if (type.pattern !== undefined && !new RegExp(type.pattern, "u").test(value)) return wrong("pattern");
  return type.format === undefined || hasFormat(value, type.format) ? undefined : wrong("format");
}

function numberMisfit(type: NumberType, value: number): Misfit | undefined {
  const wrong = (kind: MisfitKind) => misfit(kind, type, value);
  if (type.kind === "integer" && !Number.isInteger(value)) return wrong("kind");
  if (type.const !== undefined && type.const !== value) return wrong("values");
  if (type.enum !== undefined && !type.enum.includes(value)) return wrong("values");
  const isInRange = value >= (type.minimum ?? value) && value <= (type.maximum ?? value);
  return isInRange ? undefined : wrong("range");
}

function itemsMisfit(type: ArrayType, value: readonly Json[]): Misfit | undefined {
  if (value.length < (type.minItems ?? 0) || value.length > (type.maxItems ?? value.length))
    return misfit("count", type, value);
  if (type.uniqueItems === true && hasRepeats(value)) return misfit("repeats", type, value);
  for (const [index, item] of value.entries()) {
    const found = within(String(index), valueMisfit(type.items, item));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** True if two items are equal, whatever the order of their names. */
export function hasRepeats(items: readonly Json[]): boolean {
  return new Set(items.map((item) => canonicalize(item))).size < items.length;
}

function propertiesMisfit(type: ObjectType, value: JsonObject): Misfit | undefined {
  const noun = describeRecord(type);
  for (const { name, type: inner, optional } of type.properties) {
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    if (item === undefined && !optional)
      return { path: [], kind: "absent", gives: `a map without \`${name}\``, takes: `${noun} that has \`${name}\`` };
    const found = item === undefined ? undefined : within(name, valueMisfit(inner, item));
    if (found !== undefined) return found;
  }
  if (type.open) return undefined;
  const extra = Object.keys(value).find((name) => !type.properties.some((field) => field.name === name));
  if (extra === undefined) return undefined;
  const takes = `${noun} that declares no \`${extra}\``;
  return { path: [], kind: "undeclared", gives: `a map with \`${extra}\``, takes };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
