import type { Json } from "@pgs/governance";
import { entriesOf, itemsOf, jsonOf, type Located } from "../../../2-parse/located.ts";
import { addAt, nodeAt, removeAt, renameAt, replaceAt, type TreePath } from "../edit-tree.ts";
import { harmless } from "../harmless.ts";
import type { Edit, Operator, Original } from "../operator.ts";
import { fieldMaps, fieldPaths, typedFields } from "../places.ts";

/** What one declared field says of a value: its type, its limits, and whether it has to be there. */
export const fieldOperators: readonly Operator[] = [
  {
    name: "field-dropped",
    refusedBy: ["PGS2016", "PGS2026", "PGS3001", "PGS3005", "PGS5013", "PGS5038", "PGS5061", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) => fieldPaths(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "field-renamed",
    refusedBy: ["PGS2016", "PGS2026", "PGS3001", "PGS3004", "PGS3005", "PGS5038", "PGS5061", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) =>
      fieldPaths(original).map((path) => ({ path, tree: renameAt(original.tree, path, `${path.at(-1)}_other`) })),
  },
  {
    name: "field-added",
    refusedBy: ["PGS3004", "PGS5012", "PGS3040", "PGS3903"],
    harmless: harmless.unread,
    mutate: (original) =>
      fieldMaps(original).map((path) => ({ path, tree: addAt(original.tree, path, "added", { type: "string" }) })),
  },
  {
    name: "type-changed",
    refusedBy: ["PGS3001", "PGS3004", "PGS3020", "PGS3021", "PGS3022", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      typedFields(original).map(({ path, type }) => ({
        path,
        tree: retyped(original, path, { type: type === "string" ? "integer" : "string" }),
      })),
  },
  {
    name: "type-widened",
    refusedBy: ["PGS3001", "PGS3004", "PGS3007", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      typedFields(original)
        .filter(({ type }) => type !== "any")
        .map(({ path }) => ({ path, tree: retyped(original, path, { type: "any" }) })),
  },
  {
    name: "type-narrowed",
    refusedBy: ["PGS3004", "PGS3006", "PGS3020", "PGS3021", "PGS3022", "PGS3040", "PGS3044", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      typedFields(original)
        .filter(({ type }) => narrower[type] !== undefined)
        .map(({ path, type }) => ({ path, tree: retyped(original, path, { type, ...narrower[type] }) })),
  },
  {
    name: "limit-dropped",
    refusedBy: ["PGS3005", "PGS3020", "PGS3022", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      limits.flatMap((limit) =>
        fieldPaths(original)
          .map((path) => [...path, limit])
          .filter((path) => nodeAt(original.tree, path) !== undefined)
          .map((path) => ({ path, tree: removeAt(original.tree, path) })),
      ),
  },
  {
    name: "enum-value-added",
    refusedBy: ["PGS3020", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      enumPaths(original).map(({ path, first }) => ({
        path,
        tree: addAt(original.tree, path, "", typeof first === "number" ? 7 : "SOMETHING_ELSE"),
      })),
  },
  {
    name: "enum-value-removed",
    refusedBy: ["PGS2010", "PGS3020", "PGS3021", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      enumPaths(original)
        .filter(({ count }) => count > 1)
        .map(({ path }) => ({ path: [...path, 0], tree: removeAt(original.tree, [...path, 0]) })),
  },
  {
    name: "optional-added",
    refusedBy: ["PGS3006", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) => flagged(original, "optional", (field) => !("optional" in field || "default" in field)),
  },
  {
    name: "optional-removed",
    refusedBy: ["PGS3044", "PGS3004", "PGS3006", "PGS4012", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) => unflagged(original, "optional"),
  },
  {
    name: "nullable-added",
    refusedBy: ["PGS3003", "PGS3020", "PGS3022", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) => flagged(original, "nullable", (field) => "type" in field && field["type"] !== "any"),
  },
  {
    name: "default-removed",
    refusedBy: ["PGS3044", "PGS3004", "PGS3006", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) => unflagged(original, "default"),
  },
  {
    name: "default-of-another-type",
    refusedBy: ["PGS2010", "PGS3040", "PGS3903"],
    harmless: harmless.fits,
    mutate: (original) =>
      typedFields(original)
        .filter(({ path, type }) => type !== "any" && nodeAt(original.tree, [...path, "optional"]) === undefined)
        .map(({ path }) => ({ path, tree: addAt(original.tree, path, "default", [[7]]) })),
  },
  {
    name: "secret-added",
    refusedBy: ["PGS5007", "PGS5009", "PGS5010", "PGS5012", "PGS5013", "PGS3040", "PGS3903"],
    harmless: harmless.kept,
    mutate: (original) => flagged(original, "secret", (field) => !("secret" in field || "personal" in field)),
  },
  {
    name: "personal-added",
    refusedBy: ["PGS5014", "PGS3040", "PGS3903"],
    harmless: harmless.kept,
    mutate: (original) => flagged(original, "personal", (field) => !("secret" in field || "personal" in field)),
  },
  {
    name: "mark-removed",
    refusedBy: ["PGS5007", "PGS5012", "PGS5013", "PGS5014", "PGS3040", "PGS3903"],
    harmless: harmless.kept,
    mutate: (original) => [...unflagged(original, "secret"), ...unflagged(original, "personal")],
  },
];

const limits = ["enum", "const", "format", "pattern", "minimum", "maximum", "minLength", "maxLength", "open"];

const narrower: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  string: { const: "one and no other" },
  integer: { const: 7 },
  number: { const: 7 },
  boolean: { const: false },
};

/** The field with another type, and with what does not depend on its type. */
function retyped(original: Original, path: TreePath, type: Readonly<Record<string, Json>>) {
  const kept = Object.entries(mapOf(nodeAt(original.tree, path))).filter(([key]) => kindless.has(key));
  return replaceAt(original.tree, path, { ...type, ...Object.fromEntries(kept) });
}

const kindless = new Set(["optional", "secret", "personal", "description"]);

function flagged(original: Original, flag: string, fits: (field: Record<string, Json>) => boolean): readonly Edit[] {
  return fieldPaths(original)
    .filter((path) => fits(mapOf(nodeAt(original.tree, path))))
    .map((path) => ({ path, tree: addAt(original.tree, path, flag, true) }));
}

function unflagged(original: Original, flag: string): readonly Edit[] {
  return fieldPaths(original)
    .map((path) => [...path, flag])
    .filter((path) => nodeAt(original.tree, path) !== undefined)
    .map((path) => ({ path, tree: removeAt(original.tree, path) }));
}

function enumPaths(original: Original) {
  return fieldPaths(original).flatMap((field) => {
    const path = [...field, "enum"];
    const values = itemsOf(nodeAt(original.tree, path)).map(jsonOf);
    return values.length === 0 ? [] : [{ path, first: values[0], count: values.length }];
  });
}

function mapOf(located: Located | undefined): Record<string, Json> {
  return Object.fromEntries(entriesOf(located).map(({ key, value }) => [key, jsonOf(value)]));
}
