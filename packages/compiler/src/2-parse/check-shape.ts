import { type Code, type Diagnostic, type Kind, kindOf, rules, type Span } from "@pgs/governance";
import { schemaOfKind } from "@pgs/governance/schemas";
import { shapeValidatorOf } from "../schema/shape-validator.ts";
import { explainShape } from "./explain-shape.ts";
import { jsonOf, type Located, valueAt } from "./located.ts";
import { schemaAt } from "./schema-node.ts";
import { transportMisuse } from "./transport-misuse.ts";

/**
 * Checks a whole artifact against the schema of the kind that its code says. The validator judges, the explanation finds the words; a
 * refusal that has none is still reported. No finding: the shape is right.
 */
export function checkShape(tree: Located, code: Code): readonly Diagnostic[] {
  const kind = kindOf(code);
  const isValid = shapeValidatorOf(kind);
  const schema = schemaOfKind[kind];
  const at = artifactPlace(tree);
  if (isValid === undefined || schema === undefined) return [rules.kindCompiled({ kind }, { at })];
  if (isValid(jsonOf(tree))) return [];
  const mistaken = transportMisuse(tree, kind) ?? mistakenKind(tree, kind);
  if (mistaken !== undefined) return [mistaken];
  const found = explainShape({ name: code, nameAt: at, value: tree }, schemaAt(schema, schema));
  return found.length > 0 ? found : [rules.shapeWhole({ kind }, { at })];
}

function artifactPlace(tree: Located): Span {
  return valueAt(tree, "artifact")?.at ?? { ...tree.at, end: Math.min(tree.at.end, tree.at.start + 1) };
}

/** Keys that one kind alone has at its top, and that say what the author meant. */
const tellingKeys: ReadonlyMap<string, Kind> = new Map([
  ["pipeline", "CC"],
  ["nodes", "WF"],
  ["operations", "CS"],
  ["compose", "CT"],
  ["code", "CT"],
  ["terms", "VOCAB"],
  ["attributes", "AC"],
] as const);

function mistakenKind(tree: Located, kind: Kind): Diagnostic | undefined {
  if (tree.kind !== "map") return undefined;
  for (const { key, keyAt } of tree.entries.values()) {
    const meant = tellingKeys.get(key);
    if (meant === undefined || meant === kind) continue;
    const related = [{ span: artifactPlace(tree), text: `this says \`${kind}_\`` }];
    return rules.kindMatchesContent({ key, kind, meant }, { at: keyAt, related });
  }
  return undefined;
}
