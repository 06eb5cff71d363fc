import type { Field } from "@pgs/governance";
import { widestType } from "../compatibility/widest-type.ts";
import { deepestMark, heldIn, keysOf, markOf, strongest } from "./mark.ts";

/**
 * The fields of a record that is one of several: a field that one of them lacks may be absent, one whose types do not
 * agree is `any`, and one that any of them marks is marked.
 */
export function mergedFields(records: readonly (readonly Field[])[]): readonly Field[] {
  const declared = new Map<string, Field[]>();
  for (const field of records.flat()) {
    const same = declared.get(field.name);
    if (same === undefined) declared.set(field.name, [field]);
    else same.push(field);
  }
  return [...declared].map(([name, same]): Field => {
    const optional = same.length < records.length || same.some((field) => field.optional);
    const type = widestType(same.map((field) => field.type));
    const shown = same.find((field) => field.type === type);
    const marks = same.map((field) => (field === shown ? markOf(field) : deepestMark(heldIn(field, undefined))));
    // Of fields that do not agree, none is where it is declared.
    const base = shown ?? { name };
    return { ...base, type, optional, ...keysOf(strongest(...marks)) };
  });
}
