import type { Field, Json, Type } from "@pgs/governance";
import type { Expr, Path } from "./bound.ts";

/** The fields that a path of a root starts from; undefined: unknown here. */
export type Roots = (
  path: Path,
) => { readonly fields: readonly Field[]; readonly segments: readonly string[] } | undefined;

/** The type of an expression; undefined where a path leads to nothing that is declared. */
export function typeOfExpression(expr: Expr, roots: Roots): Type | undefined {
  switch (expr.kind) {
    case "literal":
      return typeOfLiteral(expr.value);
    case "path": {
      const start = roots(expr.path);
      return start === undefined
        ? undefined
        : typeAlong(start.segments, { kind: "object", properties: start.fields, open: false });
    }
    case "array": {
      const [first] = expr.items;
      const items = first === undefined ? undefined : typeOfExpression(first, roots);
      return items === undefined
        ? undefined
        : { kind: "array", items, minItems: expr.items.length, maxItems: expr.items.length };
    }
    case "object": {
      const properties: Field[] = [];
      for (const { name, value } of expr.entries) {
        const type = typeOfExpression(value, roots);
        if (type === undefined) return undefined;
        properties.push({ name, type, optional: false });
      }
      return { kind: "object", properties, open: false };
    }
  }
}

function typeAlong(segments: readonly string[], start: Type): Type | undefined {
  let type: Type | undefined = start;
  for (const segment of segments) {
    if (type?.kind === "object") type = type.properties.find(({ name }) => name === segment)?.type;
    else if (type?.kind === "array" && /^[0-9]+$/.test(segment)) type = type.items;
    else return undefined;
  }
  return type;
}

function typeOfLiteral(value: Json): Type | undefined {
  if (typeof value === "string") return { kind: "string", const: value };
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "integer" : "number", const: value };
  return typeof value === "boolean" ? { kind: "boolean", const: value } : undefined;
}

/** True if every `$.result` path of an expression is there, given that exactly `fields` of the result are. */
export function fieldGiven(expr: Expr, fields: readonly Field[]): boolean {
  switch (expr.kind) {
    case "literal":
      return true;
    case "object":
      return expr.entries.every(({ value }) => fieldGiven(value, fields));
    case "array":
      return expr.items.every((item) => fieldGiven(item, fields));
    case "path":
      return expr.path.root !== "result" || isGiven(expr.path.segments, fields);
  }
}

function isGiven(segments: readonly string[], fields: readonly Field[]): boolean {
  let type: Type = { kind: "object", properties: fields, open: false };
  for (const segment of segments) {
    if (type.kind === "array") {
      type = type.items;
      continue;
    }
    const field: Field | undefined =
      type.kind === "object" ? type.properties.find(({ name }) => name === segment) : undefined;
    if (field === undefined || field.optional) return false;
    type = field.type;
  }
  return true;
}
