import type { Json, JsonObject } from "../generated/contracts.ts";

/** Says whether two values are equal at every level. Never converts: `1`, `"1"` and `true` are three values. */
export function isSame(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return false;
  if (isList(left)) return isList(right) && isSameList(left, right);
  return !isList(right) && isSameRecord(left, right);
}

function isList(value: JsonObject | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value);
}

function isSameList(left: readonly Json[], right: readonly Json[]): boolean {
  return left.length === right.length && left.every((item, at) => isSame(item, right[at] ?? null));
}

function isSameRecord(left: JsonObject, right: JsonObject): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isSame(left[name] ?? null, right[name] ?? null))
  );
}
