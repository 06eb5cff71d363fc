import type { Field, Json, Span, Type } from "@pgs/governance";
import { widestType } from "../compatibility/widest-type.ts";
import type { Expr, Path } from "./bound.ts";
import { deepestMark, type Held, heldIn, keysOf, strongest } from "./mark.ts";

/** The fields that a path of a root starts from; undefined: unknown here. */
export type Roots = (
  path: Path,
) => { readonly fields: readonly Field[]; readonly segments: readonly string[] } | undefined;

/** What an expression holds, marks included; undefined where a path leads to nothing that is declared. */
export function heldByExpression(expr: Expr, roots: Roots): Held | undefined {
  switch (expr.kind) {
    case "literal":
      return { type: typeOfLiteral(expr.value), mark: undefined };
    case "path": {
      const start = roots(expr.path);
      return start === undefined ? undefined : heldAlong(start.segments, start.fields);
    }
    case "array": {
      const held = expr.items.map((item) => heldByExpression(item, roots));
      const types = held.flatMap((item) => item?.type ?? []);
      if (types.length < held.length) return undefined;
      const items = widestType(types);
      // Items have no marks of their own: one that is marked marks them all.
      const mark = strongest(...held.map((item) => item && deepestMark(item)));
      return { type: { kind: "array", items, minItems: expr.items.length, maxItems: expr.items.length }, mark };
    }
    case "object": {
      const properties: Field[] = [];
      for (const { name, value } of expr.entries) {
        const held = heldByExpression(value, roots);
        if (held === undefined) return undefined;
        properties.push({ name, type: held.type, optional: isOptional(value, roots), ...keysOf(held.mark) });
      }
      return { type: { kind: "object", properties, open: false }, mark: undefined };
    }
  }
}

/** True for a path over a field that may be absent: nothing then stands in its place. */
export function isOptional(expr: Expr, roots: Roots): boolean {
  const start = expr.kind === "path" ? roots(expr.path) : undefined;
  let type: Type = { kind: "object", properties: start?.fields ?? [], open: false };
  for (const segment of start?.segments ?? []) {
    const field: Field | undefined =
      type.kind === "object" ? type.properties.find(({ name }) => name === segment) : undefined;
    if (field?.optional === true) return true;
    type = type.kind === "array" ? type.items : (field?.type ?? { kind: "any" });
  }
  return false;
}

/** Where the last field on a path is declared that has a place of its own. */
export function placeOf(expr: Expr, roots: Roots): Span | undefined {
  const start = expr.kind === "path" ? roots(expr.path) : undefined;
  let type: Type = { kind: "object", properties: start?.fields ?? [], open: false };
  let at: Span | undefined;
  for (const segment of start?.segments ?? []) {
    const field: (Field & { readonly at?: Span }) | undefined =
      type.kind === "object" ? type.properties.find(({ name }) => name === segment) : undefined;
    at = field?.at ?? at;
    type = type.kind === "array" ? type.items : (field?.type ?? { kind: "any" });
  }
  return at;
}

/** The value of an expression without paths; undefined with one. Boxed, because null is a value. */
export function literalOf(expr: Expr): readonly [Json] | undefined {
  switch (expr.kind) {
    case "path":
      return undefined;
    case "literal":
      return [expr.value];
    case "array": {
      const items = expr.items.flatMap((item) => literalOf(item) ?? []);
      return items.length === expr.items.length ? [items] : undefined;
    }
    case "object": {
      const entries = expr.entries.flatMap(({ name, value }) =>
        (literalOf(value) ?? []).map((literal) => [name, literal] as const),
      );
      return entries.length === expr.entries.length ? [Object.fromEntries(entries)] : undefined;
    }
  }
}

function heldAlong(segments: readonly string[], start: readonly Field[]): Held | undefined {
  let held: Held = { type: { kind: "object", properties: start, open: false }, mark: undefined };
  for (const segment of segments) {
    const { type, mark } = held;
    if (type.kind === "object") {
      const field = type.properties.find(({ name }) => name === segment);
      if (field === undefined) return undefined;
      held = heldIn(field, mark);
    } else if (type.kind === "array" && /^[0-9]+$/.test(segment)) held = { type: type.items, mark };
    else return undefined;
  }
  return held;
}

function typeOfLiteral(value: Json): Type {
  if (typeof value === "string") return { kind: "string", const: value };
  if (typeof value === "number") return { kind: Number.isInteger(value) ? "integer" : "number", const: value };
  return typeof value === "boolean" ? { kind: "boolean", const: value } : { kind: "any" };
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
