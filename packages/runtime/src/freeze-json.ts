import type { Json, JsonObject } from "@pgs/governance";
import { maxDepth } from "./canonical.ts";
import { isWellFormed } from "./well-formed.ts";

/**
 * Freezes a value to its leaves and says whether it is plain JSON of any realm: what has a canonical form.
 * What crosses from linked code into the record of a run goes through here, so that nothing changes it afterwards.
 */
export function freezeJson(value: unknown): boolean {
  return freeze(value, 0, false);
}

/** Freezes what is known to be plain JSON to its leaves: what was parsed, or copied by `adopt`. */
export function freezeTree(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  freezeBelow(value);
  return Object.freeze(value);
}

/** The same but for its top: what only readers see, and below which they take what they give. */
export function freezeBelow(value: Json): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) for (const item of value) freezeTree(item);
  else for (const name in value) freezeTree((value as JsonObject)[name] as Json);
}

/** Whether a value is a plain record of leaves that has a canonical form: there is nothing below its top to freeze. */
export function isFlatRecord(value: object): boolean {
  if (Array.isArray(value) || !isPlain(value)) return false;
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if ((typeof member === "object" && member !== null) || !isWellFormed(name) || !freezeJson(member)) return false;
  }
  return true;
}

/** The same for a value built from parts that went through `freezeJson` already: those are not looked at again. */
export function freezeAround(value: unknown): boolean {
  return freeze(value, 0, true);
}

/**
 * Whether nothing is missing in a value built from such parts. What is frozen has been looked at when it was frozen, so
 * that a large payload is not walked for every value that names it.
 */
export function isComplete(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined;
  if (Object.isFrozen(value)) return true;
  if (Array.isArray(value)) return value.every(isComplete);
  for (const name in value) if (!isComplete((value as Record<string, unknown>)[name])) return false;
  return true;
}

function freeze(value: unknown, depth: number, trustsFrozen: boolean): boolean {
  switch (typeof value) {
    case "string":
      return isWellFormed(value);
    case "number":
      return Number.isFinite(value);
    case "boolean":
      return true;
    case "object":
      return value === null || (trustsFrozen && Object.isFrozen(value)) || freezeObject(value, depth, trustsFrozen);
    default:
      return false;
  }
}

function freezeObject(value: object, depth: number, trustsFrozen: boolean): boolean {
  if (depth >= maxDepth) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!freeze(item, depth + 1, trustsFrozen)) return false;
  } else {
    if (!isPlain(value)) return false;
    // Unlike `Object.keys` this makes no list. What a prototype was given is looked at as well, and refused if odd.
    for (const name in value) {
      if (!isWellFormed(name)) return false;
      if (!freeze((value as Record<string, unknown>)[name], depth + 1, trustsFrozen)) return false;
    }
  }
  Object.freeze(value);
  return true;
}

/** Its prototype is the root of a realm or none: `instanceof` would only know this one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
