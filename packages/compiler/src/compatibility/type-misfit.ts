import type { ArrayType, BooleanType, Json, NumberType, StringType, Type } from "@pgs/governance";
import { describeType } from "./describe-type.ts";
import { type Misfit, type MisfitKind, within } from "./misfit.ts";
import { recordMisfit } from "./record-misfit.ts";
import { valueMisfit } from "./value-misfit.ts";

/**
 * Says where and why a value of one type may not be a value of another; undefined: every value of `source` is one of
 * `target`. Sound, reflexive and transitive. Never proves more than types say: a text that matches one pattern is not
 * taken where another is asked for unless it is one of finitely many values, and what makes a type empty is not seen.
 * A field with a default counts as one that is there: defaults are filled in at the boundary, not between types.
 */
export function typeMisfit(source: Type, target: Type): Misfit | undefined {
  if (source === target || target.kind === "any" || source === unknownType) return undefined;
  if (source.kind === "any") return misfit("any", source, target);
  if (source.kind === "store" || target.kind === "store")
    return source.kind === target.kind ? undefined : misfit("kind", source, target);
  if (!isOfKind(source, target)) return misfit("kind", source, target);
  if (source.nullable === true && target.nullable !== true) return misfit("null", source, target);
  switch (source.kind) {
    case "array":
      return target.kind === "array" ? listMisfit(source, target) : undefined;
    case "object":
      return target.kind === "object" ? recordMisfit({ source, target, compare: typeMisfit }) : undefined;
    default:
      return scalarMisfit(source, target as ScalarType);
  }
}

/** The type of what cannot be known because something is wrong already: it fits everywhere, so that nothing follows. */
export const unknownType: Type = { kind: "any" };

type ScalarType = StringType | NumberType | BooleanType;

/** A whole number is a number; a number is a whole one only if all that it may be are. */
function isOfKind(source: Type, target: Type): boolean {
  if (source.kind === target.kind) return true;
  if (source.kind === "integer") return target.kind === "number";
  return source.kind === "number" && target.kind === "integer" && valuesOf(source) !== undefined;
}

function scalarMisfit(source: ScalarType, target: ScalarType): Misfit | undefined {
  const values = valuesOf(source);
  const kind = values === undefined ? limitMisfit(source, target) : valuesMisfit(values, target);
  return kind && misfit(kind, source, target);
}

function valuesMisfit(values: readonly Json[], target: ScalarType): MisfitKind | undefined {
  for (const value of values) {
    const found = valueMisfit(target, value);
    if (found !== undefined) return found.kind;
  }
  return undefined;
}

/** Every value but null that a type admits, where they are listed. */
export function valuesOf(type: Type): readonly Json[] | undefined {
  if (type.kind === "boolean") return type.const === undefined ? [true, false] : [type.const];
  if (type.kind !== "string" && type.kind !== "integer" && type.kind !== "number") return undefined;
  const values: readonly Json[] | undefined = type.const === undefined ? type.enum : [type.const];
  return values?.filter((value) => valueMisfit(type, value) === undefined);
}

function limitMisfit(source: ScalarType, target: ScalarType): MisfitKind | undefined {
  if (valuesOf(target) !== undefined) return "values";
  if (source.kind === "string" && target.kind === "string") return textMisfit(source, target);
  if (source.kind !== "string" && source.kind !== "boolean" && target.kind !== "string" && target.kind !== "boolean")
    return isWithin([source.minimum, source.maximum], [target.minimum, target.maximum]) ? undefined : "range";
  return undefined;
}

function textMisfit(source: StringType, target: StringType): MisfitKind | undefined {
  if (!isWithin([source.minLength ?? 0, source.maxLength], [target.minLength ?? 0, target.maxLength])) return "length";
  if (target.pattern !== undefined && target.pattern !== source.pattern) return "pattern";
  const isInForm = target.format === undefined || formatsWithin(source.format).includes(target.format);
  return isInForm ? undefined : "format";
}

/** The formats that every text of a format has. */
function formatsWithin(format: string | undefined): readonly string[] {
  if (format === undefined) return [];
  return format === "ipv4" ? ["ipv4", "hostname"] : [format];
}

type Range = readonly [least: number | undefined, most: number | undefined];

function isWithin([least, most]: Range, [targetLeast, targetMost]: Range): boolean {
  if (targetLeast !== undefined && (least === undefined || least < targetLeast)) return false;
  return targetMost === undefined || (most !== undefined && most <= targetMost);
}

function listMisfit(source: ArrayType, target: ArrayType): Misfit | undefined {
  const counts: Range = [source.minItems ?? 0, source.maxItems];
  if (!isWithin(counts, [target.minItems ?? 0, target.maxItems])) return misfit("count", source, target);
  const mayRepeat = source.uniqueItems !== true && (source.maxItems ?? 2) > 1;
  if (target.uniqueItems === true && mayRepeat) return misfit("repeats", source, target);
  return source.maxItems === 0 ? undefined : within("*", typeMisfit(source.items, target.items));
}

function misfit(kind: MisfitKind, source: Type, target: Type): Misfit {
  return { path: [], kind, gives: describeType(source), takes: describeType(target) };
}
