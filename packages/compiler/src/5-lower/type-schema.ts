import type { Field, Json, JsonObject, Type } from "@pgs/governance";

/** Gives the JSON Schema (2020-12) that admits exactly the values of `type`. Depends on content, not on field order. */
export function schemaOfType(type: Type): JsonObject {
  switch (type.kind) {
    case "any":
    case "store":
      return {};
    case "string":
      return {
        ...typeKeywords("string", type.nullable),
        ...valueKeywords(type.enum, type.const, type.nullable),
        ...present({
          pattern: type.pattern,
          format: type.format,
          minLength: type.minLength,
          maxLength: type.maxLength,
        }),
      };
    case "integer":
    case "number":
      return {
        ...typeKeywords(type.kind, type.nullable),
        ...valueKeywords(type.enum, type.const, type.nullable),
        ...present({ minimum: type.minimum, maximum: type.maximum }),
      };
    case "boolean":
      return { ...typeKeywords("boolean", type.nullable), ...valueKeywords(undefined, type.const, type.nullable) };
    case "array":
      return {
        ...typeKeywords("array", type.nullable),
        items: schemaOfType(type.items),
        ...present({ minItems: type.minItems, maxItems: type.maxItems, uniqueItems: type.uniqueItems }),
      };
    case "object":
      return {
        ...typeKeywords("object", type.nullable),
        ...propertyKeywords(type.properties),
        ...(type.open ? {} : { additionalProperties: false }),
      };
  }
}

/** Gives the schema of a closed record of `fields`. A field with a default may be left out and is then filled in. */
export function schemaOfFields(fields: readonly Field[]): JsonObject {
  return schemaOfType({ kind: "object", properties: fields, open: false });
}

function propertyKeywords(fields: readonly Field[]): JsonObject {
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));
  const properties = Object.fromEntries(
    sorted.map((field) => [
      field.name,
      field.default === undefined ? schemaOfType(field.type) : { ...schemaOfType(field.type), default: field.default },
    ]),
  );
  const required = sorted.filter((field) => !field.optional && field.default === undefined).map(({ name }) => name);
  return { properties, ...(required.length === 0 ? {} : { required }) };
}

function typeKeywords(name: string, nullable: true | undefined): JsonObject {
  return { type: nullable ? [name, "null"] : name };
}

/** `null` has to be listed: `enum` and `const` narrow what `type` admits. */
function valueKeywords(
  values: readonly Json[] | undefined,
  value: Json | undefined,
  nullable: true | undefined,
): JsonObject {
  if (value !== undefined) return nullable ? { enum: [value, null] } : { const: value };
  if (values === undefined) return {};
  return { enum: nullable && !values.includes(null) ? [...values, null] : values };
}

function present(keywords: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(keywords).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
