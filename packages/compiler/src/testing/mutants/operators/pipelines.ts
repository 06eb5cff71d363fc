import type { JsonObject } from "@pgs/governance";
import { entriesOf, jsonOf, textAt } from "../../../2-parse/located.ts";
import { addAt, nodeAt, removeAt, renameAt, replaceAt, swapAt, type TreePath } from "../edit-tree.ts";
import { harmless } from "../harmless.ts";
import type { Operator, Original } from "../operator.ts";
import { otherCodes, stepPaths, storeNames } from "../places.ts";

/** What a contract or a composed transform does, step by step. */
export const pipelineOperators: readonly Operator[] = [
  {
    name: "step-removed",
    refusedBy: ["PGS1037", "PGS3001", "PGS3010", "PGS3011", "PGS4008", "PGS5037", "PGS5038", "PGS5062"],
    harmless: harmless.decided,
    mutate: (original) => stepPaths(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "steps-swapped",
    refusedBy: ["PGS4008", "PGS4012"],
    harmless: harmless.decided,
    mutate: (original) =>
      stepPaths(original)
        .slice(1)
        .map((path) => {
          const before = [...path.slice(0, -1), Number(path.at(-1)) - 1];
          return { path, tree: swapAt(original.tree, before, path) };
        }),
  },
  {
    name: "step-repeated",
    refusedBy: ["PGS1037", "PGS3012", "PGS4008", "PGS4011", "PGS5034"],
    harmless: harmless.decided,
    mutate: (original) =>
      stepPaths(original).map((path) => {
        const again = locatedAt(original, path);
        return { path, tree: addAt(original.tree, path.slice(0, -1), "", { ...again, step: "once_more" }) };
      }),
  },
  {
    name: "step-renamed",
    refusedBy: ["PGS3001", "PGS5038"],
    harmless: harmless.decided,
    mutate: (original) =>
      stepPaths(original).map((path) => ({ path, tree: replaceAt(original.tree, [...path, "step"], "other_name") })),
  },
  {
    name: "jump-changed",
    refusedBy: ["PGS3009", "PGS3010", "PGS3011", "PGS4006", "PGS4008", "PGS4009", "PGS4010", "PGS4011", "PGS5033"],
    harmless: harmless.decided,
    mutate: (original) =>
      stepPaths(original).flatMap((step) =>
        ["SUCCESS", "VIOLATION", "NOT_FOUND", "ALREADY_EXISTS"].flatMap((outcome) =>
          ["continue", "exit", "exit CONFLICT", "nowhere"].map((target) => ({
            path: [...step, "on", outcome],
            variant: target,
            tree: withJump(original, step, { outcome, target }),
          })),
        ),
      ),
  },
  {
    name: "jump-dropped",
    refusedBy: ["PGS4009"],
    mutate: (original) => jumps(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "transform-replaced",
    refusedBy: ["PGS3006", "PGS3004", "PGS3005", "PGS3011"],
    mutate: (original, random) =>
      steps(original, "transform").map((path) => {
        const other = `capability_transforms::${random.pick(otherTransforms)}`;
        return { path, variant: other, tree: replaceAt(original.tree, path, other) };
      }),
  },
  {
    name: "operation-replaced",
    refusedBy: ["PGS2030", "PGS3001", "PGS3004", "PGS3005", "PGS3009", "PGS3010", "PGS3013", "PGS3014", "PGS4009"],
    mutate: (original) =>
      steps(original, "op").flatMap((path) =>
        ["READ", "EXISTS", "DELETE", "RESOLVE", "REGISTER", "GET_ALL"]
          .filter((op) => op !== textAt(nodeAt(original.tree, path.slice(0, -1)), "op")?.text)
          .map((op) => ({ path, variant: op, tree: replaceAt(original.tree, path, op) })),
      ),
  },
  {
    name: "store-replaced",
    refusedBy: ["PGS2031", "PGS3001", "PGS3004", "PGS3013", "PGS3016"],
    mutate: (original) =>
      steps(original, "store").flatMap((path) =>
        [...storeNames(original), "NO_STORE"]
          .filter((store) => store !== textAt(nodeAt(original.tree, path.slice(0, -1)), "store")?.text)
          .map((store) => ({ path, variant: store, tree: replaceAt(original.tree, path, store) })),
      ),
  },
  {
    name: "store-dropped",
    refusedBy: ["PGS3017"],
    harmless: harmless.decided,
    mutate: (original) => steps(original, "store").map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "event-dropped",
    refusedBy: ["PGS5014", "PGS5033", "PGS5037"],
    mutate: (original) => steps(original, "event").map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "event-replaced",
    refusedBy: ["PGS2003", "PGS3004", "PGS3005", "PGS3016"],
    mutate: (original) =>
      steps(original, "event").flatMap((path) =>
        otherCodes(original, "EV")
          .filter((event) => event !== textAt(nodeAt(original.tree, path.slice(0, -1)), "event")?.text)
          .map((event) => ({ path, variant: event, tree: replaceAt(original.tree, path, event) })),
      ),
  },
  {
    name: "step-output-dropped",
    refusedBy: ["PGS3001", "PGS3011"],
    mutate: (original) => outputs(original).map((path) => ({ path, tree: removeAt(original.tree, path) })),
  },
  {
    name: "step-output-renamed",
    refusedBy: ["PGS3001", "PGS3011"],
    mutate: (original) =>
      outputs(original).map((path) => ({ path, tree: renameAt(original.tree, path, `${path.at(-1)}_other`) })),
  },
  {
    name: "step-output-repointed",
    refusedBy: ["PGS3001"],
    mutate: (original) =>
      outputs(original).map((path) => ({ path, tree: replaceAt(original.tree, path, "$.result.something_else") })),
  },
];

const otherTransforms = [
  "CT_PURE_COMPARE_EQUAL_V0",
  "CT_PURE_GENERATE_ID_V0",
  "CT_PURE_KECCAK256_HASH_V0",
  "CT_PURE_PASSTHROUGH_V0",
  "CT_PURE_REQUIRE_VALUE_V0",
];

function steps(original: Original, key: string): readonly TreePath[] {
  return stepPaths(original)
    .map((path) => [...path, key])
    .filter((path) => nodeAt(original.tree, path) !== undefined);
}

function locatedAt(original: Original, path: TreePath): JsonObject {
  return Object.fromEntries(entriesOf(nodeAt(original.tree, path)).map(({ key, value }) => [key, jsonOf(value)]));
}

function jumps(original: Original): readonly TreePath[] {
  return steps(original, "on").flatMap((path) =>
    entriesOf(nodeAt(original.tree, path)).map(({ key }) => [...path, key]),
  );
}

function outputs(original: Original): readonly TreePath[] {
  return steps(original, "outputs").flatMap((path) =>
    entriesOf(nodeAt(original.tree, path)).map(({ key }) => [...path, key]),
  );
}

function withJump(original: Original, step: TreePath, jump: { readonly outcome: string; readonly target: string }) {
  const on = [...step, "on"];
  const based = nodeAt(original.tree, on) === undefined ? addAt(original.tree, step, "on", {}) : original.tree;
  return addAt(based, on, jump.outcome, jump.target);
}
