import type { Json } from "@pgs/governance";

/** The first place at which two values differ. `pointer` is an RFC 6901 pointer; a side that has nothing is left out. */
export interface Difference {
  readonly pointer: string;
  readonly recorded?: Json;
  readonly attempted?: Json;
}

/**
 * Finds where two values first differ, as deep inside as it can be said. Names of objects are looked at in code-unit
 * order, so that the answer does not depend on how they were written. Undefined: the values are equal.
 */
export function firstDifference(recorded: Json | undefined, attempted: Json | undefined): Difference | undefined {
  if (recorded === attempted) return undefined;
  const inside = amongMembers(recorded, attempted);
  if (inside === "equal") return undefined;
  if (inside !== "unlike" && !isMarker(recorded) && !isMarker(attempted)) return inside;
  const before = recorded === undefined ? {} : { recorded };
  return { pointer: "", ...before, ...(attempted === undefined ? {} : { attempted }) };
}

/** Looks into two objects or two arrays; anything else is unlike. */
function amongMembers(recorded: Json | undefined, attempted: Json | undefined): Difference | "equal" | "unlike" {
  const [before, now] = [membersOf(recorded), membersOf(attempted)];
  if (before === undefined || now === undefined || Array.isArray(recorded) !== Array.isArray(attempted)) {
    return "unlike";
  }
  const names = [...new Set([...before.keys(), ...now.keys()])];
  for (const name of Array.isArray(recorded) ? names : names.sort()) {
    const found = firstDifference(before.get(name), now.get(name));
    if (found !== undefined) return { ...found, pointer: `/${escapePointer(name)}${found.pointer}` };
  }
  return "equal";
}

function membersOf(value: Json | undefined): ReadonlyMap<string, Json> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map(Object.entries(value) as [string, Json][]);
}

/** What stands for a sensitive value is shown whole: a part of it says nothing. */
function isMarker(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "$redacted");
}

function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
