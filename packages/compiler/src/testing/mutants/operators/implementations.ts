import { textAt } from "../../../2-parse/located.ts";
import { replaceAt } from "../edit-tree.ts";
import type { Operator } from "../operator.ts";

/** Which code a transform is performed by. */
export const implementationOperators: readonly Operator[] = [
  {
    name: "code-swapped",
    refusedBy: ["PGS3903"],
    mutate: (original, random) => {
      if (original.kind !== "CT" || textAt(original.tree, "code") === undefined) return [];
      const code = random.pick(implementations);
      return [{ path: ["code"], variant: code, tree: replaceAt(original.tree, ["code"], code) }];
    },
  },
  {
    name: "code-of-nothing",
    refusedBy: ["PGS1035", "PGS3901", "PGS3902"],
    mutate: (original) => {
      const code = textAt(original.tree, "code")?.text;
      if (original.kind !== "CT" || code === undefined) return [];
      return [`${code}Other`, code.replace("#", "-other.ts#"), code.replace("#", "#../")].map((other) => ({
        path: ["code"],
        variant: other,
        tree: replaceAt(original.tree, ["code"], other),
      }));
    },
  },
];

const implementations = [
  "transforms/generate-id.ts#generateId",
  "transforms/compare-equal.ts#compareEqual",
  "transforms/require-value.ts#requireValue",
  "transforms/confirm-claim.ts#confirmClaim",
];
