import { asText, entriesOf } from "../../../2-parse/located.ts";
import { addAt, nodeAt, removeAt, renameAt, replaceAt, type TreePath } from "../edit-tree.ts";
import { harmless } from "../harmless.ts";
import type { Operator, Original } from "../operator.ts";
import { bindingMaps, boundValues } from "../places.ts";

/** What is handed from one place to another. */
export const bindingOperators: readonly Operator[] = [
  {
    name: "binding-dropped",
    refusedBy: ["PGS3004", "PGS5030", "PGS5062"],
    harmless: harmless.decided,
    mutate: (original) => bindings(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "binding-renamed",
    refusedBy: ["PGS3004", "PGS3005"],
    harmless: harmless.decided,
    mutate: (original) =>
      bindings(original).map((path) => ({ path, tree: renameAt(original.tree, path, `${path.at(-1)}_other`) })),
  },
  {
    name: "binding-added",
    refusedBy: ["PGS3005"],
    harmless: harmless.decided,
    mutate: (original) =>
      bindingMaps(original).map((path) => ({ path, tree: addAt(original.tree, path, "undeclared", "anything") })),
  },
  {
    name: "path-repointed",
    refusedBy: ["PGS5009", "PGS3006", "PGS3018", "PGS3020", "PGS4012", "PGS5007", "PGS5014", "PGS5062"],
    harmless: harmless.decided,
    mutate: (original, random) => {
      const paths = [...new Set(pathsOf(original).map(({ text }) => text))];
      return pathsOf(original).flatMap(({ path, text }) => {
        const others = paths.filter((other) => other !== text);
        if (others.length === 0) return [];
        const chosen = new Set([random.pick(others), random.pick(others)]);
        return [...chosen].map((other) => ({ path, variant: other, tree: replaceAt(original.tree, path, other) }));
      });
    },
  },
  {
    name: "path-to-nothing",
    refusedBy: ["PGS2020", "PGS3001"],
    mutate: (original) =>
      pathsOf(original).map(({ path, text }) => ({ path, tree: replaceAt(original.tree, path, `${text}_other`) })),
  },
  {
    name: "path-cut-short",
    refusedBy: ["PGS2020", "PGS3020"],
    harmless: harmless.decided,
    mutate: (original) =>
      pathsOf(original)
        .filter(({ text }) => text.split(".").length > 3)
        .map(({ path, text }) => ({
          path,
          tree: replaceAt(original.tree, path, text.slice(0, text.lastIndexOf("."))),
        })),
  },
  {
    name: "path-made-literal",
    refusedBy: ["PGS3018", "PGS3021", "PGS5062"],
    harmless: harmless.decided,
    mutate: (original) => pathsOf(original).map(({ path }) => ({ path, tree: replaceAt(original.tree, path, 7) })),
  },
  {
    name: "literal-retyped",
    refusedBy: ["PGS3021"],
    harmless: harmless.decided,
    mutate: (original) =>
      boundValues(original).flatMap((path) => {
        const found = nodeAt(original.tree, path);
        if (found?.kind !== "scalar" || String(found.value).startsWith("$")) return [];
        const other = typeof found.value === "string" ? 7 : "seven";
        return [{ path, tree: replaceAt(original.tree, path, other) }];
      }),
  },
];

function bindings(original: Original): readonly TreePath[] {
  return bindingMaps(original).flatMap((path) =>
    entriesOf(nodeAt(original.tree, path)).map(({ key }) => [...path, key]),
  );
}

function pathsOf(original: Original): readonly { readonly path: TreePath; readonly text: string }[] {
  return boundValues(original).flatMap((path) => {
    const text = asText(nodeAt(original.tree, path))?.text;
    return text?.startsWith("$.") === true ? [{ path, text }] : [];
  });
}
