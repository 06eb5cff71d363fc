import { entriesOf, itemsOf } from "../../../2-parse/located.ts";
import { addAt, nodeAt, removeAt, renameAt, type TreePath } from "../edit-tree.ts";
import { harmless } from "../harmless.ts";
import type { Operator, Original } from "../operator.ts";
import { outcomeMaps } from "../places.ts";

/** What transforms, operations and contracts say that they may answer. */
export const outcomeOperators: readonly Operator[] = [
  {
    name: "outcome-added",
    refusedBy: ["PGS4004", "PGS3009", "PGS3010", "PGS4009", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) =>
      outcomeMaps(original).map((path) => ({ path, tree: addAt(original.tree, path, "CONFLICT", []) })),
  },
  {
    name: "outcome-dropped",
    refusedBy: ["PGS1037", "PGS3009", "PGS3010", "PGS4010", "PGS5038", "PGS5061", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) => outcomes(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "outcome-renamed",
    refusedBy: ["PGS4004", "PGS3009", "PGS3010", "PGS4009", "PGS5038", "PGS5061", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) => outcomes(original).map((path) => ({ path, tree: renameAt(original.tree, path, "EXPIRED") })),
  },
  {
    name: "outcome-unheard-of",
    refusedBy: ["PGS3008", "PGS3009", "PGS3010", "PGS5038", "PGS3040", "PGS3903"],
    mutate: (original) => outcomes(original).map((path) => ({ path, tree: renameAt(original.tree, path, "SURPRISE") })),
  },
  {
    name: "guarantee-added",
    refusedBy: ["PGS3011", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) =>
      outcomes(original).flatMap((path) => {
        const given = new Set(itemsOf(nodeAt(original.tree, path)).map((item) => item.kind === "scalar" && item.value));
        const outputs = entriesOf(nodeAt(original.tree, [...path.slice(0, -2), "outputs"]));
        const missing = outputs.find(({ key }) => !given.has(key));
        return missing === undefined ? [] : [{ path, tree: addAt(original.tree, path, "", missing.key) }];
      }),
  },
  {
    name: "guarantee-of-nothing",
    refusedBy: ["PGS2026", "PGS3040", "PGS3903"],
    mutate: (original) =>
      outcomes(original).map((path) => ({ path, tree: addAt(original.tree, path, "", "undeclared") })),
  },
  {
    name: "guarantee-dropped",
    refusedBy: ["PGS3011", "PGS4012", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) =>
      outcomes(original).flatMap((path) =>
        itemsOf(nodeAt(original.tree, path)).map((_, index) => ({
          path: [...path, index],
          tree: removeAt(original.tree, [...path, index]),
        })),
      ),
  },
];

function outcomes(original: Original): readonly TreePath[] {
  return outcomeMaps(original).flatMap((path) =>
    entriesOf(nodeAt(original.tree, path)).map(({ key }) => [...path, key]),
  );
}
