import type { Json, JsonObject } from "@pgs/governance";
import type { Vault } from "../ports.ts";
import { ErasedValue } from "./sealed-values.ts";

/** Sensitive values that stand together: below one object, and not below an item of a list in it. By their pointers. */
export type HeldGroup = ReadonlyMap<string, Json>;

/** What is sealed in a kept value. */
export interface HeldValues {
  readonly groups: readonly HeldGroup[];
  /** Numbers of the salts that it is sealed under; 0: under none. */
  readonly salts: ReadonlySet<number>;
  /** How many tokens in it were erased. */
  readonly erased: number;
}

/**
 * Opens everything that is sealed in a kept value, without the program that sealed it: markers and tokens say where it
 * stands. What looks like a token and was not sealed by this key is passed over; nobody without the key can make one.
 */
export function openHeld(value: Json, vault: Vault): HeldValues {
  const found = { groups: [] as Map<string, Json>[], salts: new Set<number>(), erased: 0, vault };
  walk({ value, pointer: "", group: openGroup(found), hidden: [] }, found);
  return { ...found, groups: found.groups.filter((group) => group.size > 0) };
}

interface Found {
  readonly groups: Map<string, Json>[];
  readonly salts: Set<number>;
  erased: number;
  readonly vault: Vault;
}

interface Place {
  readonly value: Json;
  readonly pointer: string;
  readonly group: Map<string, Json>;
  /** What the markers around it count in. */
  readonly hidden: readonly Json[];
}

function openGroup({ groups }: Found): Map<string, Json> {
  const group = new Map<string, Json>();
  groups.push(group);
  return group;
}

function walk(at: Place, found: Found): void {
  const { value, pointer, group, hidden } = at;
  if (typeof value !== "object" || value === null) return;
  const { $sealed: mark, ...rest } = value as JsonObject;
  const isSole = mark !== undefined && Object.keys(rest).length === 0;
  if (isSole && typeof mark === "number") {
    collect({ value: hidden[mark] ?? null, pointer, group }, found);
    return;
  }
  const opened = typeof mark === "string" && !Array.isArray(value) ? openToken(mark, found) : hidden;
  if (isSole && opened !== hidden) {
    collect({ value: opened[0] ?? null, pointer, group }, found);
    return;
  }
  for (const inner of membersOf({ value: mark === undefined ? value : rest, pointer, group }, found)) {
    walk({ ...inner, hidden: opened }, found);
  }
}

/** Takes in everything in a value that was sealed. */
function collect(at: Omit<Place, "hidden">, found: Found): void {
  const { value, pointer, group } = at;
  if (typeof value !== "object" || value === null) group.set(pointer, value);
  else for (const inner of membersOf(at, found)) collect(inner, found);
}

/** What stands in an object or a list. Each object in a list is a group of its own: most likely it is somebody else. */
function membersOf({ value, pointer, group }: Omit<Place, "hidden">, found: Found): readonly Omit<Place, "hidden">[] {
  return Object.entries(value as JsonObject).map(([name, member]) => ({
    value: member,
    pointer: `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    group: Array.isArray(value) && typeof member === "object" && member !== null ? openGroup(found) : group,
  }));
}

function openToken(token: string, found: Found): readonly Json[] {
  try {
    const opened = JSON.parse(found.vault.open(token)) as readonly Json[];
    found.salts.add(found.vault.saltOf(token));
    return opened;
  } catch (error) {
    if (error instanceof ErasedValue) found.erased += 1;
    return [];
  }
}
