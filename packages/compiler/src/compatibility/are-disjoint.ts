import type { Json, Type } from "@pgs/governance";
import { valuesOf } from "./type-misfit.ts";
import { valueMisfit } from "./value-misfit.ts";

/** True if no value is of both types, as far as kinds, listed values and limits tell. Never true of two that share one. */
export function areDisjoint(one: Type, other: Type): boolean {
  if (one.kind === "any" || other.kind === "any" || one.kind === "store" || other.kind === "store") return false;
  if (one.nullable === true && other.nullable === true) return false;
  if (familyOf(one) !== familyOf(other)) return true;
  return isOutside(valuesOf(one), other) || isOutside(valuesOf(other), one) || areApart(limitsOf(one), limitsOf(other));
}

function familyOf({ kind }: Type): string {
  return kind === "integer" ? "number" : kind;
}

function isOutside(values: readonly Json[] | undefined, type: Type): boolean {
  return values?.every((value) => valueMisfit(type, value) !== undefined) ?? false;
}

type Limits = readonly [least: number | undefined, most: number | undefined];

function limitsOf(type: Type): Limits {
  switch (type.kind) {
    case "string":
      return [type.minLength, type.maxLength];
    case "integer":
    case "number":
      return [type.minimum, type.maximum];
    case "array":
      return [type.minItems, type.maxItems];
    default:
      return [undefined, undefined];
  }
}

function areApart([least, most]: Limits, [otherLeast, otherMost]: Limits): boolean {
  return (most ?? Infinity) < (otherLeast ?? -Infinity) || (otherMost ?? Infinity) < (least ?? -Infinity);
}
