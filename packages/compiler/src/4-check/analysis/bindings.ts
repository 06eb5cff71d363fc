import type { Field, Span } from "@pgs/governance";
import type { BoundEntry, Expr, Path } from "../../3-bind/bound.ts";
import { type Held, heldIn, type Mark } from "../../3-bind/mark.ts";
import { type Environment, lookAlong, type Sight } from "./environment.ts";
import type { Site } from "./sites.ts";

/** What one comparison of the values at a site with what is declared there comes to. */
export type Binding =
  | { readonly kind: "missing"; readonly name: string; readonly field: Field; readonly at: Span }
  | { readonly kind: "undeclared"; readonly name: string; readonly candidates: readonly string[]; readonly at: Span }
  /** A path, and the field it is bound to if one is declared. */
  | {
      readonly kind: "read";
      readonly name: string;
      readonly path: Path;
      readonly sight: Sight;
      readonly target: Field | undefined;
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

function compareValue(expr: Expr, { target, into, name, environment }: ValuePlace): readonly Binding[] {
  switch (expr.kind) {
    case "literal":
      return [];
    case "path":
      return [
        { kind: "read", name, path: expr.path, sight: lookAlong(expr.path, environment), target, into, at: expr.at },
      ];
    case "object": {
      const type = target?.type.kind === "object" ? target.type : undefined;
      const place = {
        targets: type?.properties,
        isOpen: type?.open === true,
        prefix: `${name}.`,
        mark: into.mark,
        at: expr.at,
        environment,
      };
      return compare(expr.entries, place);
    }
    case "array": {
      const items = target?.type.kind === "array" ? target.type.items : undefined;
      const itemField = items === undefined ? undefined : { name, type: items, optional: false };
      const itemInto = items === undefined ? unknown(into.mark) : { type: items, mark: into.mark };
      return expr.items.flatMap((item, index) =>
        compareValue(item, { target: itemField, into: itemInto, name: `${name}.${index}`, environment }),
      );
    }
  }
}

function unknown(mark: Mark | undefined): Held {
  return { type: { kind: "any" }, mark };
}
