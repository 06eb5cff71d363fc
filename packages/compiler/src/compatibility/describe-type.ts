import {
  type ArrayType,
  codeOf,
  type Json,
  type NumberType,
  type ObjectType,
  type StringType,
  type Type,
} from "@pgs/governance";

/** Says what a type admits, in words for people: `text of at most 40 characters or null`. Never says what is within it. */
export function describeType(type: Type): string {
  const words = plainWords(type);
  return "nullable" in type && type.nullable === true ? `${words} or null` : words;
}

/** Says a value as it is written, cut if it is long. */
export function describeValue(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `\`${text.length > longest ? `${text.slice(0, longest)}…` : text}\``;
}

const longest = 60;

function plainWords(type: Type): string {
  switch (type.kind) {
    case "any":
      return "anything";
    case "store":
      return "a record of the store";
    case "string":
      return textWords(type);
    case "integer":
    case "number":
      return numberWords(type);
    case "boolean":
      return type.const === undefined ? "true or false" : describeValue(type.const);
    case "array":
      return `a list${extent(type.minItems, type.maxItems, "item")}${type.uniqueItems === true ? " without repeats" : ""}`;
    case "object":
      return describeRecord(type);
  }
}

/** A map, or the record of an entity, whether it may be null or not. */
export function describeRecord({ entity }: ObjectType): string {
  return entity === undefined ? "a map" : `a record of \`${codeOf(entity)}\``;
}

function textWords(type: StringType): string {
  const values = valuesWords(type);
  if (values !== undefined) return values;
  const format = type.format === undefined ? "" : ` in the form \`${type.format}\``;
  const pattern = type.pattern === undefined ? "" : ` that matches \`${type.pattern}\``;
  return `text${extent(type.minLength, type.maxLength, "character")}${format}${pattern}`;
}

function numberWords(type: NumberType): string {
  const values = valuesWords(type);
  if (values !== undefined) return values;
  const noun = type.kind === "integer" ? "a whole number" : "a number";
  const { minimum, maximum } = type;
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}`;
  return maximum === undefined ? noun : `${noun} of at most ${maximum}`;
}

function valuesWords(type: StringType | NumberType): string | undefined {
  if (type.const !== undefined) return describeValue(type.const);
  const [only, ...more] = type.enum ?? [];
  if (only === undefined) return undefined;
  if (more.length === 0) return describeValue(only);
  const shown = [only, ...more].slice(0, mostValues).map(describeValue).join(", ");
  return `one of ${shown}${more.length >= mostValues ? ", …" : ""}`;
}

const mostValues = 6;

/** ` of 1 to 3 items`; empty where nothing is said. */
function extent(least: number | undefined, most: number | undefined, noun: string): string {
  const counted = (limit: number) => `${limit} ${noun}${limit === 1 ? "" : "s"}`;
  const isBounded = least !== undefined && least > 0;
  if (most === undefined) return isBounded ? ` of at least ${counted(least)}` : "";
  if (!isBounded) return most === 0 ? ` of no ${noun}s` : ` of at most ${counted(most)}`;
  return least === most ? ` of ${counted(most)}` : ` of ${least} to ${counted(most)}`;
}

/** A list as it is counted: `a list of 3 items`. */
export function describeList(count: number): string {
  const exact: ArrayType = { kind: "array", items: { kind: "any" }, minItems: count, maxItems: count };
  return describeType(exact);
}
