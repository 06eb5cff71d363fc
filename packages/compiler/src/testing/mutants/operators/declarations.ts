import { entriesOf, itemsOf, textAt } from "../../../2-parse/located.ts";
import { addAt, nodeAt, removeAt, replaceAt, type TreePath } from "../edit-tree.ts";
import { harmless } from "../harmless.ts";
import type { Operator, Original } from "../operator.ts";
import { otherCodes, storeNames } from "../places.ts";

/** Who may ask, what is stored and how, what is performed, and what is asserted of it. */
export const declarationOperators: readonly Operator[] = [
  {
    name: "actor-removed",
    refusedBy: ["PGS3044", "PGS3001", "PGS5035"],
    harmless: harmless.decided,
    mutate: (original) => listed(original, ["actors"]).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "actor-added",
    refusedBy: ["PGS1038", "PGS5035"],
    harmless: harmless.decided,
    mutate: (original) =>
      original.kind === "IN"
        ? otherCodes(original, "AC").map((actor) => ({
            path: ["actors"],
            variant: actor,
            tree: addAt(original.tree, ["actors"], "", actor),
          }))
        : [],
  },
  {
    name: "semantics-changed",
    refusedBy: ["PGS4018", "PGS1034", "PGS3041", "PGS3040", "PGS3013", "PGS3014", "PGS5004", "PGS5011"],
    harmless: harmless.decided,
    mutate: (original) => [
      ...keyed(original, "operations").flatMap((operation) =>
        effectSemantics.map((semantics) => ({
          path: [...operation, "semantics"],
          variant: semantics,
          tree: replaceAt(original.tree, [...operation, "semantics"], semantics),
        })),
      ),
      ...keyed(original, "stores").flatMap((path) => storeSemantics(original, path)),
    ],
  },
  {
    name: "operation-removed",
    refusedBy: ["PGS1037", "PGS2030", "PGS5038"],
    harmless: harmless.unread,
    mutate: (original) => keyed(original, "operations").map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "store-fit-removed",
    refusedBy: ["PGS3013", "PGS3017"],
    harmless: harmless.unread,
    mutate: (original) =>
      keyed(original, "operations")
        .flatMap((operation) => listed(original, [...operation, "stores"]))
        .map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "store-removed",
    refusedBy: ["PGS2031"],
    mutate: (original) =>
      original.kind === "STRUCTURE"
        ? keyed(original, "stores").map((path) => ({ path, tree: removeAt(original.tree, path) }))
        : [],
  },
  {
    name: "store-detail-removed",
    refusedBy: ["PGS3001", "PGS5004", "PGS5011"],
    harmless: harmless.kept,
    mutate: (original) =>
      original.kind === "STRUCTURE"
        ? keyed(original, "stores").flatMap((store) =>
            ["entity", "secret", "owner"]
              .map((key) => [...store, key])
              .filter((path) => nodeAt(original.tree, path) !== undefined)
              .map((path) => ({ path, tree: removeAt(original.tree, path) })),
          )
        : [],
  },
  {
    name: "event-moved",
    refusedBy: ["PGS3016"],
    mutate: (original) =>
      original.kind === "EV"
        ? storeNames(original).map((store) => ({
            path: ["store"],
            variant: store,
            tree: replaceAt(original.tree, ["store"], store),
          }))
        : [],
  },
  {
    name: "disclosure-added",
    refusedBy: ["PGS1038", "PGS5013"],
    mutate: (original) =>
      original.kind === "CT"
        ? keyed(original, "outputs").map((path) => ({
            path: ["discloses"],
            variant: String(path[1]),
            tree: addAt(withList(original, "discloses"), ["discloses"], "", String(path[1])),
          }))
        : [],
  },
  {
    name: "disclosure-removed",
    refusedBy: ["PGS1037", "PGS5012"],
    mutate: (original) =>
      listed(original, ["discloses"]).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "case-outcome-changed",
    refusedBy: ["PGS5061"],
    mutate: (original) =>
      listed(original, ["cases"]).map((path) => ({
        path: [...path, "outcome"],
        tree: replaceAt(original.tree, [...path, "outcome"], "EXPIRED"),
      })),
  },
  {
    name: "artifact-retired",
    refusedBy: ["PGS3008", "PGS5006"],
    harmless: harmless.decided,
    mutate: (original) => [{ path: ["status"], tree: addAt(original.tree, [], "status", "retired") }],
  },
  {
    name: "artifact-renamed",
    refusedBy: ["PGS2001", "PGS3008", "PGS5037"],
    mutate: (original) => [
      { path: ["artifact"], tree: replaceAt(original.tree, ["artifact"], `${original.fqdn.slice(0, -1)}9`) },
    ],
  },
  {
    name: "assertion-cut",
    refusedBy: ["PGS1032", "PGS1037", "PGS1040", "PGS5030", "PGS5031", "PGS5033", "PGS5034", "PGS5036"],
    harmless: harmless.asserted,
    mutate: (original) =>
      original.kind === "AS"
        ? innerKeys(original, []).map((path) => ({ path, tree: removeAt(original.tree, path) }))
        : [],
  },
  {
    name: "assertion-of-another",
    refusedBy: [
      "PGS1034",
      "PGS1035",
      "PGS2003",
      "PGS2004",
      "PGS5030",
      "PGS5032",
      "PGS5033",
      "PGS5035",
      "PGS5037",
      "PGS5038",
    ],
    harmless: harmless.asserted,
    mutate: (original, random) =>
      original.kind === "AS"
        ? innerKeys(original, [])
            .filter((path) => nodeAt(original.tree, path)?.kind === "scalar")
            .flatMap((path) =>
              ["completed", random.pick(otherCodes(original, "EV")), random.pick(storeNames(original))].map((text) => ({
                path,
                variant: text,
                tree: replaceAt(original.tree, path, text),
              })),
            )
        : [],
  },
  {
    name: "route-changed",
    refusedBy: ["PGS1034", "PGS2003", "PGS2004", "PGS5102", "PGS5103"],
    harmless: harmless.decided,
    mutate: (original) =>
      original.kind === "TI"
        ? [
            ...[...otherCodes(original, "WF"), ...otherCodes(original, "IN")].map((text) => ({
              path: ["workflow"],
              text,
            })),
            ...otherPaths(original).map((text) => ({ path: ["path"], text })),
            { path: ["path"], text: "/api/{id}" },
            { path: ["method"], text: "GET" },
          ].map(({ path, text }) => ({ path, variant: text, tree: replaceAt(original.tree, path, text) }))
        : [],
  },
];

const effectSemantics = ["read", "sample", "idempotent", "append", "mutate", "external"];

function storeSemantics(original: Original, path: TreePath) {
  if (original.kind !== "STRUCTURE") return [];
  const isShort = nodeAt(original.tree, path)?.kind === "scalar";
  const place = isShort ? path : [...path, "semantics"];
  return ["registry", "events", "state", "facts"].map((semantics) => ({
    path: place,
    variant: semantics,
    tree: replaceAt(original.tree, place, semantics),
  }));
}

function keyed({ tree }: Original, key: string): readonly TreePath[] {
  return entriesOf(nodeAt(tree, [key])).map((entry) => [key, entry.key]);
}

function listed({ tree }: Original, path: TreePath): readonly TreePath[] {
  return itemsOf(nodeAt(tree, path)).map((_, index) => [...path, index]);
}

function withList({ tree }: Original, key: string) {
  return nodeAt(tree, [key]) === undefined ? addAt(tree, [], key, []) : tree;
}

/** Paths of the other routes. */
function otherPaths({ peers, fqdn }: Original): readonly string[] {
  const others = peers.filter(({ kind, fqdn: other }) => kind === "TI" && other !== fqdn);
  return others.flatMap(({ tree }) => textAt(tree, "path")?.text ?? []);
}

/** Every part of an assertion but for its name and its words. */
function innerKeys(original: Original, path: TreePath): readonly TreePath[] {
  const found = nodeAt(original.tree, path);
  const below = [
    ...entriesOf(found).map(({ key }) => [...path, key]),
    ...itemsOf(found).map((_, index) => [...path, index]),
  ].filter(([top]) => top !== "artifact" && top !== "summary");
  return below.flatMap((inner) => [inner, ...innerKeys(original, inner)]);
}
