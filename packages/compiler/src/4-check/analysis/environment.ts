import type { Field, Span, Type } from "@pgs/governance";
import type { BoundField, BoundInvoke, Expr, Path } from "../../3-bind/bound.ts";
import { heldByExpression } from "../../3-bind/expression-type.ts";
import { type Held, heldIn, keysOf, type Mark, type MarkKeys } from "../../3-bind/mark.ts";
import { unknownType } from "../../compatibility/type-misfit.ts";

/** What paths may start from at one place. A root that is left out has nothing in it. */
export interface Environment {
  readonly payload?: readonly Field[];
  readonly inputs?: readonly Field[];
  readonly result?: readonly Field[];
  readonly context: readonly Field[];
  /** `$.item`, under `each`. */
  readonly item?: Held;
  /** Outputs of nodes or steps, by their names. */
  readonly results: ReadonlyMap<string, readonly Field[]>;
}

/** What a path leads to. `of` is the part of it that was followed. */
export type Sight =
  | {
      readonly kind: "value";
      readonly type: Type;
      readonly mark: Mark | undefined;
      readonly isOptional: boolean;
      /** Where it is declared, or the record that it is in. */
      readonly declaredAt: Span | undefined;
    }
  | { readonly kind: "undeclared"; readonly name: string; readonly of: string; readonly candidates: readonly string[] }
  | { readonly kind: "unproven"; readonly index: string; readonly of: string }
  | { readonly kind: "nullable"; readonly of: string };

/** Follows a path over declared properties only. Says nothing about whether the value is assigned by then. */
export function lookAlong(path: Path, environment: Environment): Sight {
  const [head = "", ...tail] = path.segments;
  if (path.root === "item")
    return follow(["item", ...path.segments], { type: record(rootFields(path, environment)), of: "$" });
  if (path.root !== "results")
    return follow(path.segments, { type: record(rootFields(path, environment)), of: `$.${path.root}` });
  const fields = environment.results.get(head);
  if (fields !== undefined) return follow(tail, { type: record(fields), of: `$.results.${head}` });
  return { kind: "undeclared", name: head, of: "$.results", candidates: [...environment.results.keys()] };
}

function follow(segments: readonly string[], start: { readonly type: Type; readonly of: string }): Sight {
  let { type, of } = start;
  let mark: Mark | undefined;
  let isOptional = false;
  let declaredAt: Span | undefined;
  for (const segment of segments) {
    if (type === unknownType) break;
    if ("nullable" in type && type.nullable === true) return { kind: "nullable", of };
    if (type.kind === "array") {
      if (!/^[0-9]+$/.test(segment)) return { kind: "undeclared", name: segment, of, candidates: [] };
      if (Number(segment) >= (type.minItems ?? 0)) return { kind: "unproven", index: segment, of };
      type = type.items;
    } else {
      const fields: readonly Field[] = type.kind === "object" ? type.properties : [];
      const field = fields.find(({ name }) => name === segment);
      if (field === undefined) {
        return { kind: "undeclared", name: segment, of, candidates: fields.map(({ name }) => name) };
      }
      isOptional ||= field.optional;
      declaredAt = placeOf(field) ?? declaredAt;
      ({ type, mark } = heldIn(field, mark));
    }
    of += `.${segment}`;
  }
  return { kind: "value", type, mark, isOptional, declaredAt };
}

/** What the payload of an invocation may read: `$.item` too, where it is asked for each item of a list. */
export function itemEnvironment({ each }: BoundInvoke, environment: Environment): Environment {
  if (each === undefined) return environment;
  const { type, mark } = heldBy(each, environment);
  return { ...environment, item: { type: type.kind === "array" ? type.items : unknownType, mark } };
}

/** Where a field stands; one within a record is known by the record only. */
export function placeOf(field: Field | undefined): Span | undefined {
  return (field as Partial<BoundField> | undefined)?.at;
}

/**
 * The type of an expression, unknown where nothing is declared, its marks, whether its value may be absent, and where
 * what it reads is declared.
 */
export function fieldOf(
  expr: Expr,
  environment: Environment,
): Pick<Field, "type" | "optional"> & MarkKeys & { readonly declaredAt: Span | undefined } {
  const { type, mark } = heldBy(expr, environment);
  const sight = expr.kind === "path" ? lookAlong(expr.path, environment) : undefined;
  const { isOptional, declaredAt } = sight?.kind === "value" ? sight : { isOptional: false, declaredAt: undefined };
  return { type, optional: isOptional, ...keysOf(mark), declaredAt };
}

/** What an expression holds, marks included; unmarked and unknown where nothing is declared. */
export function heldBy(expr: Expr, environment: Environment): Held {
  const roots = (path: Path) => ({
    fields: rootFields(path, environment),
    segments: path.root === "item" ? ["item", ...path.segments] : path.segments,
  });
  return heldByExpression(expr, roots) ?? { type: unknownType, mark: undefined };
}

function rootFields({ root }: Path, environment: Environment): readonly Field[] {
  if (root === "item") {
    const { item } = environment;
    return item === undefined ? [] : [{ name: "item", type: item.type, optional: false, ...keysOf(item.mark) }];
  }
  if (root !== "results") return environment[root] ?? [];
  return [...environment.results].map(([name, fields]) => ({ name, type: record(fields), optional: false }));
}

function record(properties: readonly Field[]): Type {
  return { kind: "object", properties, open: false };
}
