import {
  type Diagnostic,
  isFqdn,
  type Json,
  nearestTo,
  rules,
  type Span,
  spellingFix,
  type Type,
} from "@pgs/governance";
import type { Expr } from "../../3-bind/bound.ts";
import type { Subject } from "../analysis/subject.ts";

/** Over every value that by its type is the full name of an actor: those written there, and those a path can only give. */
export function* namedActorDeclared({ sites, protocol, live }: Subject): Generator<Diagnostic> {
  const actors = live("AC").map(({ fqdn }) => fqdn);
  for (const { site, bindings } of sites) {
    const read = bindings.flatMap((binding): readonly Named[] =>
      binding.kind === "read" && binding.sight.kind === "value"
        ? given(binding.sight.type, binding.target?.type).map((actor) => ({ actor, at: binding.at }))
        : [],
    );
    const types = new Map(site.targets?.map(({ name, type }) => [name, type]));
    const written = site.entries.flatMap(({ name, value }) => namesIn(value, types.get(name)));
    for (const { actor, at } of [...written, ...read]) {
      if (!isFqdn(actor) || actors.includes(actor)) continue;
      const declared = protocol.artifacts.get(actor);
      const near = declared === undefined ? nearestTo(actor, actors) : undefined;
      const why = declared === undefined ? "which nothing declares" : "which is retired";
      const related = declared === undefined ? [] : [{ span: declared.at, text: "it is declared here" }];
      const fix = declared === undefined ? spellingFix({ word: actor, at }, actors) : undefined;
      yield rules.namedActorDeclared({ says: site.says, actor, why, near }, { at, related, fix });
    }
  }
}

interface Named {
  readonly actor: string;
  readonly at: Span;
}

function namesIn(expr: Expr, type: Type | undefined): readonly Named[] {
  switch (expr.kind) {
    case "literal":
      return textsOf(expr.value, type).map((actor) => ({ actor, at: expr.at }));
    case "array":
      return type?.kind === "array" ? expr.items.flatMap((item) => namesIn(item, type.items)) : [];
    case "object":
      return expr.entries.flatMap(({ name, value }) => namesIn(value, propertyOf(type, name)));
    case "path":
      return [];
  }
}

/** The texts of a value that name actors, by its type. */
function textsOf(value: Json, type: Type | undefined): readonly string[] {
  if (typeof value === "string") return namesActor(type) ? [value] : [];
  if (Array.isArray(value)) return type?.kind === "array" ? value.flatMap((item) => textsOf(item, type.items)) : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, propertyOf(type, name)));
}

/** What a source whose type lists its values can give where the name of an actor is taken. */
function given(from: Type, to: Type | undefined): readonly string[] {
  if (from.kind === "array" && to?.kind === "array") return given(from.items, to.items);
  if (from.kind !== "string" || !namesActor(to)) return [];
  return from.const === undefined ? (from.enum ?? []) : [from.const];
}

/** A type says that it is one by its pattern: there is no other text with `::AC_` in it. */
function namesActor(type: Type | undefined): boolean {
  return type?.kind === "string" && type.pattern?.includes("::AC_") === true;
}

function propertyOf(type: Type | undefined, name: string): Type | undefined {
  return type?.kind === "object" ? type.properties.find((field) => field.name === name)?.type : undefined;
}
