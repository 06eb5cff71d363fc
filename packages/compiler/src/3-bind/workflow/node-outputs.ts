import { explainShape } from "../../2-parse/explain-shape.ts";
import { entriesOf, type Located } from "../../2-parse/located.ts";
import { schemaAt } from "../../2-parse/schema-node.ts";
import type { Derivation } from "./derivation.ts";

/**
 * Checks the outputs of a node that calls a transform or side effect itself: they are a step's outputs. The schema of
 * a node cannot say so, because an exit's outputs have the same key and are any expression.
 */
export function checkNodeOutputs(outputs: Located, { owner, scope }: Derivation): void {
  const schema = schemaAt("step.schema.json#/$defs/output", "step.schema.json");
  for (const { key, keyAt, value } of entriesOf(outputs)) {
    for (const finding of explainShape({ name: key, nameAt: keyAt, value }, schema)) scope.report(owner, finding);
  }
}
