import type { Field, Json, JsonObject, Type } from "@pgs/governance";
import { valueMisfit } from "../../compatibility/value-misfit.ts";
import type { Choices } from "./choices.ts";

/** True if a payload has to be admitted: it is of its fields once their defaults are filled in. */
export function isAdmissible(fields: readonly Field[], sent: Json): boolean {
  const type: Type = { kind: "object", properties: fields, open: false };
  return valueMisfit(type, fillDefaults(type, sent)) === undefined;
}

/** The value with every default that its type has and it has not. */
function fillDefaults(type: Type, value: Json): Json {
  return mapFields(type, value, (field, has) => (has || field.default === undefined ? undefined : [field.default]));
}

/** The value without some of what defaults would fill in. */
export function dropDefaults(type: Type, value: Json, { chance }: Choices): Json {
  return mapFields(type, value, (field, has) => (has && field.default !== undefined && chance(50) ? [] : undefined));
}

/** Puts `[value]` in the place of a field, or takes it away for `[]`. */
function mapFields(type: Type, value: Json, change: (field: Field, has: boolean) => readonly Json[] | undefined): Json {
  if (type.kind === "array" && isList(value)) return value.map((item) => mapFields(type.items, item, change));
  if (type.kind !== "object" || value === null || typeof value !== "object" || isList(value)) return value;
  const made: Record<string, Json> = { ...value };
  for (const field of type.properties) {
    const inner = made[field.name];
    const changed = change(field, inner !== undefined);
    const [next] = changed ?? (inner === undefined ? [] : [inner]);
    if (next === undefined) delete made[field.name];
    else made[field.name] = mapFields(field.type, next, change);
  }
  return made satisfies JsonObject;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
