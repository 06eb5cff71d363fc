import { codeOf, type Json, type JsonObject } from "@pgs/governance";
import { entriesOf, itemsOf, jsonOf, type Located, textAt, valueAt } from "../../../2-parse/located.ts";
import { addAt, nodeAt, removeAt, renameAt, replaceAt, type TreePath } from "../edit-tree.ts";
import { harmless } from "../harmless.ts";
import type { Edit, Operator, Original } from "../operator.ts";
import { nodePaths, otherCodes } from "../places.ts";

/** How a workflow goes from node to node, what guards it, and how it is left. */
export const workflowOperators: readonly Operator[] = [
  {
    name: "edge-dropped",
    refusedBy: ["PGS4003", "PGS4004"],
    harmless: harmless.decided,
    mutate: (original) => edges(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "edge-retargeted",
    refusedBy: ["PGS4002", "PGS4003", "PGS4012", "PGS5030", "PGS5033", "PGS5034", "PGS4014"],
    harmless: harmless.decided,
    mutate: (original, random) =>
      edges(original).flatMap((path) => {
        const nodes = nodePaths(original).map((node) => String(node[1]));
        const targets = new Set([random.pick(nodes), random.pick(nodes), random.pick(nodes)]);
        return [...targets].map((target) => ({ path, variant: target, tree: replaceAt(original.tree, path, target) }));
      }),
  },
  {
    name: "edge-to-nowhere",
    refusedBy: ["PGS4001"],
    mutate: (original) => edges(original).map((path) => ({ path, tree: replaceAt(original.tree, path, "NOWHERE") })),
  },
  {
    name: "edge-of-another-outcome",
    refusedBy: ["PGS4004", "PGS4005"],
    mutate: (original) => edges(original).map((path) => ({ path, tree: renameAt(original.tree, path, "EXPIRED") })),
  },
  {
    name: "edge-added",
    refusedBy: ["PGS4005"],
    mutate: (original) =>
      nodePaths(original)
        .map((path) => [...path, "next"])
        .filter((path) => nodeAt(original.tree, path)?.kind === "map")
        .map((path) => ({ path, tree: addAt(original.tree, path, "CONFLICT", "FAILED") })),
  },
  {
    name: "node-removed",
    refusedBy: ["PGS2044", "PGS2040", "PGS3001", "PGS4001", "PGS5038"],
    mutate: (original) => nodePaths(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "start-changed",
    refusedBy: ["PGS2043"],
    mutate: (original) =>
      nodePaths(original)
        .slice(1, 4)
        .map((path) => ({
          path: ["start"],
          variant: String(path[1]),
          tree: replaceAt(original.tree, ["start"], String(path[1])),
        })),
  },
  {
    name: "guard-removed",
    refusedBy: ["PGS4005", "PGS5030"],
    mutate: (original) => guards(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "exit-class-changed",
    refusedBy: ["PGS5033", "PGS5037", "PGS4014"],
    harmless: harmless.decided,
    mutate: (original) =>
      nodePaths(original).flatMap((node) => {
        const path = [...node, "exit"];
        const stated = textAt(nodeAt(original.tree, node), "exit")?.text;
        if (stated === undefined) return [];
        return ["completed", "denied", "rejected", "failed"]
          .filter((other) => other !== stated)
          .map((other) => ({ path, variant: other, tree: replaceAt(original.tree, path, other) }));
      }),
  },
  {
    name: "store-unbound",
    refusedBy: ["PGS5021"],
    harmless: harmless.decided,
    mutate: (original) => stores(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "store-bound-to-write",
    refusedBy: ["PGS1034", "PGS5037"],
    mutate: (original) =>
      stores(original)
        .map((path) => [...path, "access"])
        .filter((path) => nodeAt(original.tree, path) !== undefined)
        .map((path) => ({ path, tree: replaceAt(original.tree, path, "write") })),
  },
  {
    name: "contract-replaced",
    refusedBy: ["PGS3004", "PGS3005", "PGS4004"],
    mutate: (original) => replacedContracts(original),
  },
  {
    name: "emit-in-full",
    refusedBy: [
      "PGS4013",
      "PGS4014",
      "PGS4015",
      "PGS5004",
      "PGS5030",
      "PGS5031",
      "PGS5032",
      "PGS5033",
      "PGS5034",
      "PGS5035",
    ],
    harmless: harmless.decided,
    mutate: (original) =>
      nodePaths(original)
        .filter((path) => nodeAt(original.tree, [...path, "exit"]) !== undefined)
        .flatMap((path) =>
          emittable(original).map(({ event, fields }) => ({
            path,
            variant: event,
            tree: addAt(original.tree, path, "emit", { event, fields }),
          })),
        ),
  },
  {
    name: "emit-added",
    refusedBy: ["PGS3004", "PGS4014"],
    mutate: (original, random) =>
      nodePaths(original)
        .filter((path) => nodeAt(original.tree, [...path, "exit"]) !== undefined)
        .map((path) => ({
          path,
          tree: addAt(original.tree, path, "emit", random.pick(otherCodes(original, "EV"))),
        })),
  },
];

/** The events of the domain, with values that fit; one that holds an entity is left out. */
function emittable({ peers }: Original): readonly { readonly event: string; readonly fields: JsonObject }[] {
  return peers
    .filter(({ kind }) => kind === "EV")
    .flatMap(({ fqdn, tree }) => {
      const fields = entriesOf(nodeAt(tree, ["fields"])).map(({ key, value }) => [key, fittingValue(value)] as const);
      if (fields.some(([, value]) => value === undefined)) return [];
      return [{ event: codeOf(fqdn), fields: Object.fromEntries(fields) as JsonObject }];
    });
}

function fittingValue(field: Located): Json | undefined {
  const fixed = valueAt(field, "const") ?? itemsOf(valueAt(field, "enum"))[0];
  if (fixed !== undefined) return jsonOf(fixed);
  const type = textAt(field, "type")?.text;
  if (type === "object") return {};
  if (type !== "string") return undefined;
  const format = textAt(field, "format")?.text;
  return format === "date-time" ? "$.context.now" : "0x00";
}

function edges(original: Original): readonly TreePath[] {
  return nodePaths(original).flatMap((node) => {
    const path = [...node, "next"];
    return entriesOf(nodeAt(original.tree, path)).map(({ key }) => [...path, key]);
  });
}

function guards(original: Original): readonly TreePath[] {
  return nodePaths(original).flatMap((node) =>
    [
      [...node, "requires"],
      [...node, "requires", "match"],
      [...node, "requires", "unless_later"],
    ].filter((path) => nodeAt(original.tree, path) !== undefined),
  );
}

function stores({ kind, tree }: Original): readonly TreePath[] {
  return kind === "WF" ? entriesOf(nodeAt(tree, ["stores"])).map(({ key }) => ["stores", key]) : [];
}

/** Each node with the contract of the node after it. */
function replacedContracts(original: Original): readonly Edit[] {
  const named = nodePaths(original).flatMap((node) => {
    const contract = textAt(nodeAt(original.tree, node), "contract");
    return contract === undefined ? [] : [{ path: [...node, "contract"], name: contract.text }];
  });
  return named.flatMap(({ path, name }, index) => {
    const other = named[(index + 1) % named.length]?.name;
    return other === undefined || other === name
      ? []
      : [{ path, variant: other, tree: replaceAt(original.tree, path, other) }];
  });
}
