import type { Json, NumberType, StringType, Type } from "@pgs/governance";
import { isTrueAt, jsonOf, type Located, valueAt } from "../2-parse/located.ts";

/** The type of a text, number or truth value with everything that narrows it. Reads no key that is another type's. */
export function constraintsOf(kind: string | undefined, value: Located): Type {
  const nullable = isTrueAt(value, "nullable") ? { nullable: true as const } : {};
  const stated = (keys: readonly string[]): Readonly<Record<string, Json>> =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const found = valueAt(value, key);
        return found === undefined ? [] : [[key, jsonOf(found)]];
      }),
    );
  switch (kind) {
    case "boolean":
      return { kind, ...nullable, ...stated(["const"]) };
    case "integer":
    case "number":
      return { kind, ...nullable, ...stated(numberKeys) } as NumberType;
    default:
      return { kind: "string", ...nullable, ...stated(stringKeys) } as StringType;
  }
}

const numberKeys = ["enum", "const", "minimum", "maximum"];
const stringKeys = ["enum", "const", "pattern", "format", "minLength", "maxLength"];
