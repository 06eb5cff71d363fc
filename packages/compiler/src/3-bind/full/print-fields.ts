import type { Field, Json, JsonObject, Type } from "@pgs/governance";

/** Fields as the dialect writes them. An entity stands as its name, not written out. */
export function printFields(fields: readonly Field[]): JsonObject {
  return Object.fromEntries(fields.map((field) => [field.name, printField(field)]));
}

function printField({ type, optional, default: fallback, secret, personal, description }: Field): Json {
  return {
    ...printType(type),
    ...(optional ? { optional } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(secret === undefined ? {} : { secret }),
    ...(personal === undefined ? {} : { personal }),
    ...(description === undefined ? {} : { description }),
  };
}

export function printType(type: Type): JsonObject {
  switch (type.kind) {
    case "any":
      return { type: "any" };
    case "store":
      return { entity: "store" };
    case "array": {
      const { kind, items, ...rest } = type;
      return { type: kind, items: printType(items), ...rest };
    }
    case "object": {
      const { entity, nullable, properties, open } = type;
      const marks = nullable === undefined ? {} : { nullable };
      if (entity !== undefined) return { entity, ...marks };
      return { type: "object", ...marks, properties: printFields(properties), ...(open ? { open } : {}) };
    }
    case "boolean": {
      const { kind, ...rest } = type;
      return { type: kind, ...rest };
    }
    case "integer":
    case "number": {
      const { kind, ...rest } = type;
      return { type: kind, ...rest };
    }
    case "string": {
      const { kind, ...rest } = type;
      return { type: kind, ...rest };
    }
  }
}
