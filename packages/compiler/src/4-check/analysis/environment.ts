import type { Field, Type } from "@pgs/governance";
import type { BoundActor, Expr, Path } from "../../3-bind/bound.ts";
import { heldByExpression } from "../../3-bind/expression-type.ts";
import {
  deepestMark,
  type Held,
  heldIn,
  keysOf,
  type Mark,
  type MarkKeys,
  markOf,
  strongest,
} from "../../3-bind/mark.ts";

/** What paths may start from at one place. A root that is left out has nothing in it. */
export interface Environment {
  readonly payload?: readonly Field[];
  readonly inputs?: readonly Field[];
  readonly result?: readonly Field[];
  readonly context: readonly Field[];
  /** Outputs of nodes or steps, by their names. */
  readonly results: ReadonlyMap<string, readonly Field[]>;
}

/** What a path leads to. `of` is the part of it that was followed. */
export type Sight =
  | { readonly kind: "value"; readonly type: Type; readonly mark: Mark | undefined; readonly isOptional: boolean }
  | { readonly kind: "undeclared"; readonly name: string; readonly of: string; readonly candidates: readonly string[] }
  | { readonly kind: "unproven"; readonly index: string; readonly of: string }
  | { readonly kind: "nullable"; readonly of: string };

/** Follows a path over declared properties only. Says nothing about whether the value is assigned by then. */
export function lookAlong(path: Path, environment: Environment): Sight {
  const [head = "", ...tail] = path.segments;
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
  for (const segment of segments) {
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
      ({ type, mark } = heldIn(field, mark));
    }
    of += `.${segment}`;
  }
  return { kind: "value", type, mark, isOptional };
}

/** The type of an expression, `any` where nothing is declared, its marks, and whether its value may be absent. */
export function fieldOf(expr: Expr, environment: Environment): Pick<Field, "type" | "optional"> & MarkKeys {
  const { type, mark } = heldBy(expr, environment);
  const sight = expr.kind === "path" ? lookAlong(expr.path, environment) : undefined;
  return { type, optional: sight?.kind === "value" && sight.isOptional, ...keysOf(mark) };
}

/** What an expression holds, marks included; unmarked `any` where nothing is declared. */
export function heldBy(expr: Expr, environment: Environment): Held {
  const roots = (path: Path) => ({ fields: rootFields(path, environment), segments: path.segments });
  return heldByExpression(expr, roots) ?? { type: { kind: "any" }, mark: undefined };
}

/**
 * `$.context` where any of the actors may have asked: an attribute that one lacks may be absent, and one that any of
 * them marks is marked.
 */
export function contextOf(actors: readonly BoundActor[]): readonly Field[] {
  const declared = new Map<string, Field[]>();
  for (const field of actors.flatMap((actor) => actor.attributes)) {
    const same = declared.get(field.name);
    if (same === undefined) declared.set(field.name, [field]);
    else same.push(field);
  }
  const attributes = [...declared.values()].flatMap((same): readonly Field[] => {
    const [first] = same;
    const optional = same.length < actors.length || same.some((field) => field.optional);
    const mark = strongest(...same.slice(1).map((field) => deepestMark(heldIn(field, undefined))));
    return first === undefined ? [] : [{ ...first, optional, ...keysOf(strongest(mark, markOf(first))) }];
  });
  const texts = ["now", "run_id", "snapshot", "tenant"].map(
    (name): Field => ({ name, type: { kind: "string" }, optional: false }),
  );
  return [...texts, { name: "actor", type: record(attributes), optional: false }];
}

function rootFields({ root }: Path, environment: Environment): readonly Field[] {
  if (root === "item") return [];
  if (root !== "results") return environment[root] ?? [];
  return [...environment.results].map(([name, fields]) => ({ name, type: record(fields), optional: false }));
}

function record(properties: readonly Field[]): Type {
  return { kind: "object", properties, open: false };
}
