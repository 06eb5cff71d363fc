import { isOfType, typesOf } from "./explain-scalar.ts";
import { jsonOf, type Located, type LocatedMap } from "./located.ts";
import { asList, asObject, asStrings, partOf, type SchemaNode } from "./schema-node.ts";

/** Which of a schema's alternatives a value means. */
export type Branches =
  /** The schema has none. */
  | { readonly kind: "plain" }
  | { readonly kind: "one"; readonly node: SchemaNode }
  /** The value is of no type that any of them takes. */
  | { readonly kind: "none"; readonly expected: readonly string[] };

/**
 * Chooses the alternative of an `anyOf` that a value means: of those that take its type, the one with most of its
 * required keys there, then most of the value's keys known.
 */
export function branchesOf(value: Located, node: SchemaNode): Branches {
  const parts = asList(node.schema["anyOf"]).map((part) => partOf(node, part));
  const nodes = parts.filter((part) => part !== undefined && part !== false);
  if (nodes.length === 0) return { kind: "plain" };
  const fitting = nodes.filter((branch) => isOfType(value, branch));
  let best = fitting[0];
  for (const branch of fitting) if (best !== undefined && scoreOf(value, branch) > scoreOf(value, best)) best = branch;
  return best === undefined ? { kind: "none", expected: nodes.flatMap(typesOf) } : { kind: "one", node: best };
}

function scoreOf(value: Located, { schema }: SchemaNode): number {
  if (value.kind !== "map") return 0;
  const required = asStrings(schema["required"]).filter((key) => value.entries.has(key)).length;
  const known = [...value.entries.keys()].filter((key) => Object.hasOwn(asObject(schema["properties"]), key)).length;
  return required * 1000 + known;
}

/** What follows for a map from one key's presence or value (`if`/`then`). */
export interface Condition {
  /** What it follows from, as people say it. */
  readonly because: string;
  readonly required: readonly string[];
  readonly refused: ReadonlySet<string>;
  readonly properties: ReadonlyMap<string, SchemaNode>;
}

/** The conditions of a schema that hold for a map. */
export function conditionsOf(value: LocatedMap, node: SchemaNode): readonly Condition[] {
  return asList(node.schema["allOf"]).flatMap((part): readonly Condition[] => {
    const { if: premise, then } = asObject(part);
    const because = premiseOf(value, asObject(premise));
    if (because === undefined) return [];
    const properties = new Map<string, SchemaNode>();
    const refused = new Set<string>();
    for (const [key, schema] of Object.entries(asObject(asObject(then)["properties"]))) {
      const stricter = partOf(node, schema);
      if (stricter === false) refused.add(key);
      else if (stricter !== undefined) properties.set(key, stricter);
    }
    return [{ because, required: asStrings(asObject(then)["required"]), refused, properties }];
  });
}

function premiseOf(value: LocatedMap, premise: ReturnType<typeof asObject>): string | undefined {
  const required = asStrings(premise["required"]);
  if (!required.every((key) => value.entries.has(key))) return undefined;
  for (const [key, schema] of Object.entries(asObject(premise["properties"]))) {
    const found = value.entries.get(key)?.value;
    const json = found === undefined ? undefined : jsonOf(found);
    if (!asStrings(asObject(schema)["enum"]).some((item) => item === json)) return undefined;
    return `${key}: ${String(json)}`;
  }
  return required[0];
}
