import { type Field, type ObjectType, rules, type Type } from "@pgs/governance";
import { entriesOf, isTrueAt, jsonOf, type Located, type LocatedEntry, textAt, valueAt } from "../2-parse/located.ts";
import { isBoundedPattern } from "../schema/is-bounded-pattern.ts";
import type { BoundField } from "./bound.ts";
import { boundOf, resolveReference } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";
import { checkBounds, checkValue, checkValues, withoutValues } from "./stated-values.ts";
import { constraintsOf } from "./type-constraints.ts";
import { typeSize } from "./type-size.ts";

/** Where fields stand. `storeType`: `{entity: store}` means something here (inputs and outputs of an operation). */
export interface FieldPlace {
  readonly owner: Declared;
  readonly scope: Scope;
  readonly storeType: boolean;
}

const maxSize = { fields: 10_000, depth: 64 };

/**
 * Binds a map of fields to their normal form. A field whose type cannot be known is left out, and its artifact is then
 * unsound. The shape is known to be right.
 */
export function bindFields(located: Located | undefined, place: FieldPlace): readonly BoundField[] {
  const fields: BoundField[] = [];
  let total = 0;
  for (const entry of entriesOf(located)) {
    const field = bindField(entry, place);
    if (field === undefined) continue;
    const { size, depth } = typeSize(field.type);
    total += size;
    if (total > maxSize.fields || depth > maxSize.depth) {
      const params = { field: entry.key, fields: String(maxSize.fields), depth: String(maxSize.depth) };
      place.scope.report(place.owner, rules.typeSizeLimit(params, { at: entry.keyAt }));
      break;
    }
    fields.push(field);
  }
  return fields;
}

function bindField({ key, keyAt, value }: LocatedEntry, place: FieldPlace): BoundField | undefined {
  const type = bindType({ name: key, value }, place);
  if (type === undefined) return undefined;
  const fallback = valueAt(value, "default");
  const description = textAt(value, "description")?.text;
  const field: BoundField = {
    name: key,
    type,
    optional: isTrueAt(value, "optional"),
    ...(fallback === undefined ? {} : { default: jsonOf(fallback) }),
    ...(isTrueAt(value, "secret") ? { secret: true } : {}),
    ...(isTrueAt(value, "personal") ? { personal: true } : {}),
    ...(description === undefined ? {} : { description }),
    at: keyAt,
  };
  if (fallback !== undefined) checkValue({ key: "default", field: key, type, value: fallback }, place);
  return field;
}

/** Binds what one field, item or stated output is; undefined after a finding. */
export function bindType(
  { name, value }: { readonly name: string; readonly value: Located },
  place: FieldPlace,
): Type | undefined {
  const entity = textAt(value, "entity");
  if (entity !== undefined) return bindEntity({ name, value, entity }, place);
  const kind = textAt(value, "type")?.text;
  switch (kind) {
    case "any":
      return { kind: "any" };
    case "array":
      return bindArray({ name, value }, place);
    case "object":
      return {
        kind: "object",
        ...nullableOf(value),
        properties: plainFields(bindFields(valueAt(value, "properties"), place)),
        open: isTrueAt(value, "open"),
      };
    default: {
      const pattern = textAt(value, "pattern");
      if (pattern !== undefined && !isBoundedPattern(pattern.text)) {
        place.scope.report(place.owner, rules.patternBounded({ value: pattern.text }, { at: pattern.at }));
        return undefined;
      }
      const type = constraintsOf(kind, value);
      const widened = withoutValues(type);
      for (const key of ["const", "enum"])
        checkValues({ key, field: name, type: widened, value: valueAt(value, key) }, place);
      checkBounds({ name, value }, place);
      return type;
    }
  }
}

function bindEntity(
  {
    name,
    value,
    entity,
  }: { readonly name: string; readonly value: Located; readonly entity: { text: string; at: BoundField["at"] } },
  { owner, scope, storeType }: FieldPlace,
): Type | undefined {
  if (entity.text === "store") {
    if (storeType) return { kind: "store" };
    scope.report(owner, rules.storeTypeInOperation({ field: name }, { at: entity.at }));
    return undefined;
  }
  const reference = resolveReference(entity, { owner, says: `field \`${name}\``, kinds: ["ENTITY"] }, scope);
  const bound = boundOf(reference, "ENTITY", scope);
  return bound === undefined ? undefined : { ...recordOf(bound), ...nullableOf(value) };
}

/** The record type of an entity. */
export function recordOf(entity: {
  readonly fqdn: ObjectType["entity"] & string;
  readonly fields: readonly BoundField[];
}): ObjectType {
  return { kind: "object", properties: plainFields(entity.fields), open: false, entity: entity.fqdn };
}

function bindArray(
  { name, value }: { readonly name: string; readonly value: Located },
  place: FieldPlace,
): Type | undefined {
  const items = valueAt(value, "items");
  checkBounds({ name, value }, place);
  for (const entry of entriesOf(items)) {
    if (!["optional", "default", "secret", "personal"].includes(entry.key)) continue;
    place.scope.report(place.owner, rules.itemsArePresent({ key: entry.key, field: name }, { at: entry.keyAt }));
  }
  const type = items === undefined ? undefined : bindType({ name, value: items }, place);
  if (type === undefined) return undefined;
  const count = (key: string) => {
    const bound = valueAt(value, key);
    return bound?.kind === "scalar" && typeof bound.value === "number" ? { [key]: bound.value } : {};
  };
  const unique = isTrueAt(value, "uniqueItems") ? { uniqueItems: true as const } : {};
  return { kind: "array", ...nullableOf(value), items: type, ...count("minItems"), ...count("maxItems"), ...unique };
}

function nullableOf(value: Located): { readonly nullable?: true } {
  return isTrueAt(value, "nullable") ? { nullable: true } : {};
}

/** The fields without their places, as a type holds them. The same list gives the same list: types share it. */
export function plainFields(fields: readonly BoundField[]): readonly Field[] {
  const known = plain.get(fields);
  if (known !== undefined) return known;
  const made = fields.map(({ at: _at, ...field }) => field);
  plain.set(fields, made);
  return made;
}

const plain = new WeakMap<readonly BoundField[], readonly Field[]>();
