import type { ArrayType, Json, NumberType, ObjectType, StringType, Type } from "@pgs/governance";

/**
 * Says why a value is not of a type, in words that follow "which": `is not a text`; undefined if it is. Judges values
 * that a source states (defaults, constants); what comes in at run time is judged by the sealed validators.
 */
export function misfitOf(type: Type, value: Json): string | undefined {
  if (type.kind === "any" || type.kind === "store") return undefined;
  if (value === null) return type.nullable === true ? undefined : "is nothing";
  switch (type.kind) {
    case "string":
      return typeof value === "string" ? textMisfit(type, value) : "is not a text";
    case "integer":
    case "number":
      return typeof value === "number" ? numberMisfit(type, value) : "is not a number";
    case "boolean":
      if (typeof value !== "boolean") return "is not true or false";
      return type.const === undefined || type.const === value ? undefined : `is not ${String(type.const)}`;
    case "array":
      return Array.isArray(value) ? itemsMisfit(type, value as readonly Json[]) : "is not a list";
    case "object":
      return typeof value === "object" && !Array.isArray(value)
        ? propertiesMisfit(type, value as ObjectValue)
        : "is not a map";
  }
}

type ObjectValue = { readonly [name: string]: Json };

function textMisfit(type: StringType, value: string): string | undefined {
  if (type.const !== undefined && type.const !== value) return `is not \`${type.const}\``;
  if (type.enum !== undefined && !type.enum.includes(value)) return "is not in its `enum`";
  const length = [...value].length;
  if (type.minLength !== undefined && length < type.minLength) return `is shorter than ${type.minLength}`;
  if (type.maxLength !== undefined && length > type.maxLength) return `is longer than ${type.maxLength}`;
  const isMatch = type.pattern === undefined || new RegExp(type.pattern, "u").test(value);
  return isMatch ? undefined : "does not match its `pattern`";
}

function numberMisfit(type: NumberType, value: number): string | undefined {
  if (type.kind === "integer" && !Number.isInteger(value)) return "is not a whole number";
  if (type.const !== undefined && type.const !== value) return `is not ${type.const}`;
  if (type.enum !== undefined && !type.enum.includes(value)) return "is not in its `enum`";
  if (type.minimum !== undefined && value < type.minimum) return `is below ${type.minimum}`;
  return type.maximum !== undefined && value > type.maximum ? `is above ${type.maximum}` : undefined;
}

function itemsMisfit(type: ArrayType, value: readonly Json[]): string | undefined {
  if (type.minItems !== undefined && value.length < type.minItems) return `has fewer than ${type.minItems} items`;
  if (type.maxItems !== undefined && value.length > type.maxItems) return `has more than ${type.maxItems} items`;
  const distinct = new Set(value.map((item) => JSON.stringify(item)));
  if (type.uniqueItems === true && distinct.size < value.length) return "has an item twice";
  for (const [index, item] of value.entries()) {
    const misfit = misfitOf(type.items, item);
    if (misfit !== undefined) return `has an item ${index} that ${misfit}`;
  }
  return undefined;
}

function propertiesMisfit(type: ObjectType, value: ObjectValue): string | undefined {
  const declared = new Map(type.properties.map((field) => [field.name, field]));
  for (const [name, item] of Object.entries(value)) {
    const field = declared.get(name);
    const misfit = field === undefined ? undefined : misfitOf(field.type, item);
    if (field === undefined && !type.open) return `has a \`${name}\` that is not declared`;
    if (misfit !== undefined) return `has a \`${name}\` that ${misfit}`;
  }
  for (const { name, optional, default: fallback } of type.properties) {
    if (!optional && fallback === undefined && !Object.hasOwn(value, name)) return `lacks \`${name}\``;
  }
  return undefined;
}
