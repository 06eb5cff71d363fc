import type { Json, Span } from "@pgs/governance";

/** A value of a source with the place of every part. `at` of a collection spans it whole. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly value: null | boolean | number | string;
  readonly at: Span;
}

export interface LocatedList {
  readonly kind: "list";
  readonly items: readonly Located[];
  readonly at: Span;
}

export interface LocatedMap {
  readonly kind: "map";
  /** In the order written. */
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly at: Span;
}

export interface LocatedEntry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: Located;
}

/** The value as plain JSON. A key is always an own property, whatever it is called. */
export function jsonOf(located: Located): Json {
  switch (located.kind) {
    case "scalar":
      return located.value;
    case "list":
      return located.items.map(jsonOf);
    case "map":
      return Object.fromEntries([...located.entries.values()].map(({ key, value }) => [key, jsonOf(value)]));
  }
}

/** What a key of a map holds; undefined if it is not there or `located` is no map. */
export function valueAt(located: Located | undefined, key: string): Located | undefined {
  return located?.kind === "map" ? located.entries.get(key)?.value : undefined;
}

/** The entries of a map; none if `located` is not one. */
export function entriesOf(located: Located | undefined): readonly LocatedEntry[] {
  return located?.kind === "map" ? [...located.entries.values()] : [];
}

/** The items of a list; none if `located` is not one. */
export function itemsOf(located: Located | undefined): readonly Located[] {
  return located?.kind === "list" ? located.items : [];
}

/** A text with its place. */
export interface LocatedText {
  readonly text: string;
  readonly at: Span;
}

/** The scalar as a text; undefined for anything else. */
export function asText(located: Located | undefined): LocatedText | undefined {
  if (located?.kind !== "scalar" || typeof located.value !== "string") return undefined;
  return { text: located.value, at: located.at };
}

export function textAt(located: Located | undefined, key: string): LocatedText | undefined {
  return asText(valueAt(located, key));
}

/** The texts of a list, or the one text that stands in its place. */
export function textsAt(located: Located | undefined, key: string): readonly LocatedText[] {
  const value = valueAt(located, key);
  const items = value?.kind === "list" ? value.items : value === undefined ? [] : [value];
  return items.map(asText).filter((text) => text !== undefined);
}

export function isTrueAt(located: Located | undefined, key: string): boolean {
  const value = valueAt(located, key);
  return value?.kind === "scalar" && value.value === true;
}
