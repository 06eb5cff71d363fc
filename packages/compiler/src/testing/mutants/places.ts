import { codeOf, type Kind } from "@pgs/governance";
import { entriesOf, itemsOf, textAt } from "../../2-parse/located.ts";
import { nodeAt, type TreePath } from "./edit-tree.ts";
import type { Original } from "./operator.ts";

/** Where the maps of fields stand, those inside of fields included. */
export function fieldMaps(original: Original): readonly TreePath[] {
  const { kind, tree } = original;
  const below = (at: string, names: readonly string[]) =>
    entriesOf(nodeAt(tree, [at])).flatMap(({ key }) => names.map((name) => [at, key, name]));
  const top: Readonly<Record<string, readonly TreePath[]>> = {
    CT: [["inputs"], ["outputs"]],
    CC: [["inputs"], ["outputs"]],
    CS: below("operations", ["inputs", "outputs"]),
    IN: [["payload"]],
    AC: [["attributes"]],
    ENTITY: [["fields"]],
    EV: [["fields"]],
    STRUCTURE: below("stores", ["record"]),
  };
  return (top[kind] ?? []).filter((path) => nodeAt(tree, path) !== undefined).flatMap((path) => within(original, path));
}

function within(original: Original, path: TreePath): readonly TreePath[] {
  const inner = entriesOf(nodeAt(original.tree, path)).flatMap(({ key }) =>
    [
      [...path, key, "properties"],
      [...path, key, "items", "properties"],
    ].filter((nested) => nodeAt(original.tree, nested) !== undefined),
  );
  return [path, ...inner.flatMap((nested) => within(original, nested))];
}

/** Where the fields stand. */
export function fieldPaths(original: Original): readonly TreePath[] {
  return fieldMaps(original).flatMap((path) => entriesOf(nodeAt(original.tree, path)).map(({ key }) => [...path, key]));
}

/** Where the fields stand that name a type, with its name. */
export function typedFields(original: Original): readonly { readonly path: TreePath; readonly type: string }[] {
  return fieldPaths(original).flatMap((path) => {
    const type = textAt(nodeAt(original.tree, path), "type");
    return type === undefined ? [] : [{ path, type: type.text }];
  });
}

/** Where the steps of pipelines stand. */
export function stepPaths({ kind, tree }: Original): readonly TreePath[] {
  const list = kind === "CC" ? "pipeline" : "compose";
  return itemsOf(nodeAt(tree, [list])).map((_, index) => [list, index]);
}

/** Where the nodes of a workflow stand. */
export function nodePaths({ kind, tree }: Original): readonly TreePath[] {
  return kind === "WF" ? entriesOf(nodeAt(tree, ["nodes"])).map(({ key }) => ["nodes", key]) : [];
}

/** Where outcomes are declared with what they guarantee. */
export function outcomeMaps({ tree }: Original): readonly TreePath[] {
  const operations = entriesOf(nodeAt(tree, ["operations"])).map(({ key }) => ["operations", key, "outcomes"]);
  return [["outcomes"], ...operations].filter((path) => nodeAt(tree, path)?.kind === "map");
}

/** Where values are bound: inputs of steps and nodes, what children are asked, what exits give, what a record must match. */
export function bindingMaps(original: Original): readonly TreePath[] {
  const steps = stepPaths(original).flatMap((path) => [
    [...path, "inputs"],
    [...path, "payload"],
  ]);
  const nodes = nodePaths(original).flatMap((path) => [
    [...path, "inputs"],
    [...path, "payload"],
    [...path, "outputs"],
    [...path, "requires", "match"],
  ]);
  return [...steps, ...nodes].filter((path) => nodeAt(original.tree, path)?.kind === "map");
}

/** Where the values stand that bindings give, down to the last part. */
export function boundValues(original: Original): readonly TreePath[] {
  return bindingMaps(original).flatMap((path) => leavesBelow(original, path));
}

function leavesBelow(original: Original, path: TreePath): readonly TreePath[] {
  const found = nodeAt(original.tree, path);
  if (found?.kind === "map") return entriesOf(found).flatMap(({ key }) => leavesBelow(original, [...path, key]));
  if (found?.kind === "list") return found.items.flatMap((_, index) => leavesBelow(original, [...path, index]));
  return [path];
}

/** Codes of a kind in the root of an artifact, its own left out. */
export function otherCodes({ peers, fqdn }: Original, kind: Kind): readonly string[] {
  return peers.filter((peer) => peer.kind === kind && peer.fqdn !== fqdn).map((peer) => codeOf(peer.fqdn));
}

/** Names of the stores in the root of an artifact. */
export function storeNames({ peers }: Original): readonly string[] {
  const structures = peers.filter(({ kind }) => kind === "STRUCTURE");
  return structures.flatMap(({ tree }) => entriesOf(nodeAt(tree, ["stores"])).map(({ key }) => key));
}
