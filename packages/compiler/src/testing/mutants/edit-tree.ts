import type { Json, Span } from "@pgs/governance";
import type { Located, LocatedEntry, LocatedMap } from "../../2-parse/located.ts";

/** Keys and indexes from the top of an artifact down. */
export type TreePath = readonly (string | number)[];

/** What stands at a path; undefined: nothing does. */
export function nodeAt(tree: Located | undefined, path: TreePath): Located | undefined {
  let found = tree;
  for (const key of path) {
    if (found?.kind === "map") found = found.entries.get(String(key))?.value;
    else found = found?.kind === "list" ? found.items[Number(key)] : undefined;
  }
  return found;
}

/** The tree with another value at a path. What is new stands where the old one stood. */
export function replaceAt(tree: LocatedMap, path: TreePath, value: Json): LocatedMap {
  return edited(tree, path, (old) => locate(value, old.at));
}

/** The tree with two values of one collection in each other's place. */
export function swapAt(tree: LocatedMap, one: TreePath, other: TreePath): LocatedMap {
  const [first, second] = [nodeAt(tree, one), nodeAt(tree, other)];
  if (first === undefined || second === undefined) throw new Error("there is nothing to swap");
  return edited(
    edited(tree, one, () => second),
    other,
    () => first,
  );
}

/** The tree without what stands at a path. */
export function removeAt(tree: LocatedMap, path: TreePath): LocatedMap {
  const last = path.at(-1);
  return edited(tree, path.slice(0, -1), (parent) => {
    if (parent.kind === "list") return { ...parent, items: parent.items.filter((_, index) => index !== last) };
    return withEntries(parent, (entries) => entries.filter(({ key }) => key !== last));
  });
}

/** The tree with another key at a path, in the same place. */
export function renameAt(tree: LocatedMap, path: TreePath, key: string): LocatedMap {
  const last = path.at(-1);
  return edited(tree, path.slice(0, -1), (parent) =>
    withEntries(parent, (entries) => entries.map((entry) => (entry.key === last ? { ...entry, key } : entry))),
  );
}

/** The tree with one more entry or item at the end of the collection at a path. */
export function addAt(tree: LocatedMap, path: TreePath, key: string, value: Json): LocatedMap {
  return edited(tree, path, (parent) => {
    const added = locate(value, parent.at);
    if (parent.kind === "list") return { ...parent, items: [...parent.items, added] };
    return withEntries(parent, (entries) => [
      ...entries.filter((entry) => entry.key !== key),
      { key, keyAt: parent.at, value: added },
    ]);
  });
}

function edited(tree: LocatedMap, path: TreePath, edit: (old: Located) => Located): LocatedMap {
  const made = editBelow(tree, path, edit);
  if (made.kind !== "map") throw new Error("an artifact stays a map");
  return made;
}

function editBelow(tree: Located, [key, ...rest]: TreePath, edit: (old: Located) => Located): Located {
  if (key === undefined) return edit(tree);
  if (tree.kind === "list") {
    return { ...tree, items: tree.items.map((item, index) => (index === key ? editBelow(item, rest, edit) : item)) };
  }
  return withEntries(tree, (entries) =>
    entries.map((entry) => (entry.key === key ? { ...entry, value: editBelow(entry.value, rest, edit) } : entry)),
  );
}

function withEntries(tree: Located, edit: (entries: readonly LocatedEntry[]) => readonly LocatedEntry[]): LocatedMap {
  if (tree.kind !== "map") throw new Error("only a map has entries");
  return { ...tree, entries: new Map(edit([...tree.entries.values()]).map((entry) => [entry.key, entry])) };
}

function locate(value: Json, at: Span): Located {
  if (value === null || typeof value !== "object") return { kind: "scalar", value, at };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item: Json) => locate(item, at)), at };
  const entries = Object.entries(value).map(([key, entry]): [string, LocatedEntry] => [
    key,
    { key, keyAt: at, value: locate(entry, at) },
  ]);
  return { kind: "map", entries: new Map(entries), at };
}
