import type { Json, JsonObject } from "@pgs/governance";
import * as fc from "fast-check";

/** Values that a schema admits. Knows the keywords that the compiler writes. */
export function arbitraryOf(schema: JsonObject): fc.Arbitrary<Json> {
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as Json[]));
  if (schema["const"] !== undefined) return fc.constant(schema["const"]);
  const type = Array.isArray(schema["type"]) ? schema["type"][0] : schema["type"];
  switch (type) {
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer(boundsOf(schema, "minimum", "maximum"));
    case "number":
      return fc.double({ ...boundsOf(schema, "minimum", "maximum"), noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(arbitraryOf(schema["items"] as JsonObject), lengthsOf(schema));
    case "object":
      return recordOf(schema);
    default:
      return plainJson;
  }
}

/** Values that break a schema at one place: a key too many or too few, or a value of another type. */
export function brokenOf(schema: JsonObject): fc.Arbitrary<Json> {
  const required = (schema["required"] ?? []) as readonly string[];
  const names = Object.keys(propertiesOf(schema));
  const lacking = required.map((name) => arbitraryOf(schema).map((value) => without(value as JsonObject, name)));
  const wrong = names.map((name) =>
    fc.tuple(arbitraryOf(schema), otherThan(propertiesOf(schema)[name] as JsonObject)).map(([value, other]) => {
      return { ...(value as JsonObject), [name]: other };
    }),
  );
  const strange = fc
    .tuple(arbitraryOf(schema), plainJson)
    .map(([value, more]): Json => ({ ...(value as JsonObject), not_declared: more }));
  return fc.oneof(strange, fc.constantFrom<Json>(null, 1, "text", []), ...lacking, ...wrong);
}

const plainJson: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 2, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)
  .filter((value) => isExact(value));

/** Strict JSON takes neither integers beyond 2^53 nor `__proto__`: those are other tests'. */
function isExact(value: Json): boolean {
  return !/__proto__|\\ud[89a-f]|\d{16}|\d[eE]/i.test(JSON.stringify(value));
}

function textOf(schema: JsonObject): fc.Arbitrary<Json> {
  const { maxLength = 64, minLength = 0 } = schema as { readonly maxLength?: number; readonly minLength?: number };
  return plainTextOf(schema).filter((text) => [...text].length <= maxLength && [...text].length >= minLength);
}

function plainTextOf({ pattern, format, minLength }: JsonObject): fc.Arbitrary<string> {
  if (typeof format === "string") {
    const formatted = texts[format];
    if (formatted === undefined) throw new Error(`no texts are known of the format ${format}`);
    return formatted;
  }
  if (typeof pattern === "string") return fc.stringMatching(anchored(pattern));
  return fc.string({ unit: "grapheme", minLength: Number(minLength ?? 0), maxLength: 24 });
}

const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.emailAddress(),
  "date-time": fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  uuid: fc.uuid(),
  integer_string: fc.bigInt().map(String),
  hex_string: fc.uint8Array({ maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
};

/** A pattern that holds anywhere in a text is made to hold for a whole one. */
function anchored(pattern: string): RegExp {
  return pattern === "\\S" ? /^[a-z0-9]{1,12}$/ : new RegExp(pattern);
}

function recordOf(schema: JsonObject): fc.Arbitrary<Json> {
  const required = new Set((schema["required"] ?? []) as readonly string[]);
  const properties = Object.entries(propertiesOf(schema));
  const parts = Object.fromEntries(properties.map(([name, part]) => [name, arbitraryOf(part as JsonObject)]));
  const known = fc.record(parts, { requiredKeys: Object.keys(parts).filter((name) => required.has(name)) });
  if (schema["additionalProperties"] === false) return known;
  const more = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), plainJson, { maxKeys: 4 });
  return fc.tuple(more, known).map(([open, closed]) => ({ ...open, ...closed }));
}

function propertiesOf(schema: JsonObject): JsonObject {
  return (schema["properties"] ?? {}) as JsonObject;
}

function without(value: JsonObject, name: string): Json {
  const { [name]: _, ...rest } = value;
  return rest;
}

/** A value of a type that the schema does not take. */
function otherThan({ type }: JsonObject): fc.Arbitrary<Json> {
  const others: readonly Json[] = [7, "text", [], {}, true, null];
  const kindOf = (value: Json): string =>
    value === null ? "null" : Array.isArray(value) ? "array" : typeof value === "number" ? "integer" : typeof value;
  const types = Array.isArray(type) ? type : [type === "number" ? "integer" : type];
  return fc.constantFrom(...others.filter((value) => !types.includes(kindOf(value))));
}

function boundsOf(schema: JsonObject, least: string, most: string): { readonly min?: number; readonly max?: number } {
  const [min, max] = [schema[least], schema[most]];
  return {
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
  };
}

function lengthsOf({ minItems, maxItems }: JsonObject): { readonly minLength?: number; readonly maxLength: number } {
  return {
    ...(typeof minItems === "number" ? { minLength: minItems } : {}),
    maxLength: typeof maxItems === "number" ? maxItems : 6,
  };
}
