import type { ArrayType, Field, Span, Type } from "@pgs/governance";
import type { BoundEntry, Expr, Path } from "../../3-bind/bound.ts";
import { literalOf } from "../../3-bind/expression-type.ts";
import { type Held, heldIn, type Mark } from "../../3-bind/mark.ts";
import { describeList, describeType } from "../../compatibility/describe-type.ts";
import type { Misfit, MisfitKind } from "../../compatibility/misfit.ts";
import { typeMisfit } from "../../compatibility/type-misfit.ts";
import { hasRepeats, valueMisfit } from "../../compatibility/value-misfit.ts";
import { type Environment, lookAlong, type Sight } from "./environment.ts";
import type { Site } from "./sites.ts";

/** What one comparison of the values at a site with what is declared there comes to. */
export type Binding =
  | { readonly kind: "missing"; readonly name: string; readonly field: Field; readonly at: Span }
  | { readonly kind: "undeclared"; readonly name: string; readonly candidates: readonly string[]; readonly at: Span }
  /** A value as it is written, or a map or list that is, where something else is declared. */
  | {
      readonly kind: "stated";
      readonly name: string;
      readonly misfit: Misfit;
      readonly target: Field;
      readonly at: Span;
    }
  /** A path, and the field it is bound to if one is declared. `misfit`: how their types disagree. */
  | {
      readonly kind: "read";
      readonly name: string;
      readonly path: Path;
      readonly sight: Sight;
      readonly target: Field | undefined;
      readonly misfit: Misfit | undefined;
      /** What is declared of the place it goes to: `any` where nothing is, with the mark around it. */
      readonly into: Held;
      readonly at: Span;
    };

/** Compares what is bound at a site with what is declared, down to the leaves of nested values. */
export function bindingsAt(site: Site): readonly Binding[] {
  return compare(site.entries, {
    targets: site.targets,
    isOpen: false,
    prefix: "",
    mark: undefined,
    at: site.at,
    environment: site.environment,
  });
}

interface Place {
  readonly targets: readonly Field[] | undefined;
  readonly isOpen: boolean;
  /** Of the names within a nested value, `record.`. */
  readonly prefix: string;
  /** Over everything in this place. */
  readonly mark: Mark | undefined;
  readonly at: Span;
  readonly environment: Environment;
}

function compare(
  entries: readonly BoundEntry[],
  { targets, isOpen, prefix, mark, at, environment }: Place,
): readonly Binding[] {
  const candidates = (targets ?? []).map(({ name }) => name);
  const bound = entries.flatMap((entry): readonly Binding[] => {
    const target = targets?.find(({ name }) => name === entry.name);
    const name = `${prefix}${entry.name}`;
    const isUndeclared = targets !== undefined && target === undefined && !isOpen;
    if (isUndeclared) return [{ kind: "undeclared", name, candidates, at: entry.at }];
    const into = target === undefined ? unknown(mark) : heldIn(target, mark);
    return compareValue(entry.value, { target, into, name, environment });
  });
  const missing = (targets ?? [])
    .filter((field) => !field.optional && field.default === undefined)
    .filter(({ name }) => !entries.some((entry) => entry.name === name))
    .map((field): Binding => ({ kind: "missing", name: `${prefix}${field.name}`, field, at }));
  return [...bound, ...missing];
}

interface ValuePlace extends Pick<Place, "environment"> {
  readonly target: Field | undefined;
  readonly into: Held;
  readonly name: string;
}

function compareValue(expr: Expr, place: ValuePlace): readonly Binding[] {
  switch (expr.kind) {
    case "literal":
      return stated(expr, place, (type) => valueMisfit(type, expr.value));
    case "path":
      return [readAt(expr, place)];
    case "object":
      return compareMap(expr, place);
    case "array":
      return compareList(expr, place);
  }
}

function readAt({ path, at }: PathExpr, { target, into, name, environment }: ValuePlace): Binding {
  const sight = lookAlong(path, environment);
  const isTyped = sight.kind === "value" && target !== undefined;
  const misfit = isTyped ? typeMisfit(sight.type, target.type) : undefined;
  return { kind: "read", name, path, sight, target, misfit, into, at };
}

function compareMap(expr: MapExpr, place: ValuePlace): readonly Binding[] {
  const { target, into, name, environment } = place;
  const type = target?.type;
  if (type !== undefined && type.kind !== "any" && type.kind !== "object")
    return stated(expr, place, () => shapeMisfit("kind", "a map", type));
  return compare(expr.entries, {
    targets: type?.kind === "object" ? type.properties : undefined,
    isOpen: type?.kind === "object" && type.open,
    prefix: `${name}.`,
    mark: into.mark,
    at: expr.at,
    environment,
  });
}

function compareList(expr: ListExpr, place: ValuePlace): readonly Binding[] {
  const { target, into, name, environment } = place;
  const type = target?.type;
  if (type !== undefined && type.kind !== "any" && type.kind !== "array")
    return stated(expr, place, () => shapeMisfit("kind", describeList(expr.items.length), type));
  const items = type?.kind === "array" ? type.items : anything;
  // There is no gap in a list: an item is there, whatever may be in it.
  const itemField: Field = { name, type: items, optional: false };
  const itemInto = { type: items, mark: into.mark };
  return [
    ...(type?.kind === "array" ? stated(expr, place, () => listMisfit(expr, type)) : []),
    ...expr.items.flatMap((item, index) =>
      compareValue(item, { target: itemField, into: itemInto, name: `${name}.${index}`, environment }),
    ),
  ];
}

type PathExpr = Extract<Expr, { readonly kind: "path" }>;
type MapExpr = Extract<Expr, { readonly kind: "object" }>;
type ListExpr = Extract<Expr, { readonly kind: "array" }>;

const anything: Type = { kind: "any" };

function stated(
  { at }: Expr,
  { target, name }: ValuePlace,
  misfitWith: (type: Type) => Misfit | undefined,
): readonly Binding[] {
  const misfit = target && misfitWith(target.type);
  return target === undefined || misfit === undefined ? [] : [{ kind: "stated", name, misfit, target, at }];
}

/** How many items there are and whether two are alike; what each is has a place of its own. */
function listMisfit({ items }: ListExpr, type: ArrayType): Misfit | undefined {
  const { length } = items;
  const isCounted = length >= (type.minItems ?? 0) && length <= (type.maxItems ?? length);
  if (!isCounted) return shapeMisfit("count", describeList(length), type);
  if (type.uniqueItems !== true || length < 2) return undefined;
  const values = items.flatMap((item) => literalOf(item) ?? []);
  const isKnown = values.length === length;
  if (isKnown && !hasRepeats(values)) return undefined;
  return shapeMisfit("repeats", isKnown ? "a list with an item twice" : "a list whose items may be alike", type);
}

function shapeMisfit(kind: MisfitKind, gives: string, type: Type): Misfit {
  return { path: [], kind, gives, takes: describeType(type) };
}

function unknown(mark: Mark | undefined): Held {
  return { type: anything, mark };
}
