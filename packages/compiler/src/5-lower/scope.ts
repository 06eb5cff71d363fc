import type { Field, Type } from "@pgs/governance";
import type { Expr, Path } from "../3-bind/bound.ts";
import { memberCode } from "./javascript.ts";

/** What a path may start from, and where in the frame it lies. Roots left out have no declared fields. */
export interface Scope {
  readonly payload?: readonly Field[];
  readonly inputs?: readonly Field[];
  /** Nodes of a workflow or steps of a pipeline, by name, as `f.results[index]` or `f.steps[index]`. */
  readonly results?: ReadonlyMap<string, ResultSource>;
  readonly resultsArray?: "results" | "steps";
  readonly result?: readonly Field[];
  /** What `$.item` is, as `i` beside the frame. */
  readonly item?: Type;
}

export interface ResultSource {
  readonly index: number;
  readonly fields: readonly Field[];
}

/** A value in the frame: the JavaScript that reads it, its type if known, and whether it may be undefined. */
export interface Source {
  readonly code: string;
  readonly type: Type | undefined;
  readonly mayBeAbsent: boolean;
}

/** Finds what a path reads. Presence follows declared `optional` only: definite assignment is proved before lowering. */
export function sourceOfPath(path: Path, scope: Scope): Source {
  const [head = "", ...tail] = path.segments;
  switch (path.root) {
    case "payload":
      return walk(record("f.payload", scope.payload), path.segments);
    case "inputs":
      return walk(record("f.inputs", scope.inputs), path.segments);
    case "result":
      return walk(record("f.result", scope.result), path.segments);
    case "results": {
      const source = scope.results?.get(head);
      const base = `f.${scope.resultsArray ?? "results"}[${source?.index ?? -1}]`;
      return walk(record(base, source?.fields), tail);
    }
    case "context":
      // Which attributes there are depends on the actor of the run; the rest is always there.
      return head === "actor"
        ? walk({ code: "f.context.actor", type: { kind: "any" }, mayBeAbsent: false }, tail)
        : { ...walk(record("f.context", undefined), path.segments), mayBeAbsent: false };
    case "item":
      if (scope.item === undefined) throw new Error("internal: `$.item` outside `each`");
      return walk({ code: "i", type: scope.item, mayBeAbsent: false }, path.segments);
  }
}

/** The type an expression has, as far as later paths into it need: undefined where nothing is declared. */
export function typeOfExpr(expr: Expr, scope: Scope): Type | undefined {
  if (expr.kind === "path") return sourceOfPath(expr.path, scope).type;
  if (expr.kind !== "object") return undefined;
  const properties = expr.entries.map((entry) => ({
    name: entry.name,
    type: typeOfExpr(entry.value, scope) ?? { kind: "any" as const },
    optional: mayBeAbsent(entry.value, scope),
  }));
  return { kind: "object", properties, open: false };
}

export function mayBeAbsent(expr: Expr, scope: Scope): boolean {
  return expr.kind === "path" && sourceOfPath(expr.path, scope).mayBeAbsent;
}

function record(code: string, fields: readonly Field[] | undefined): Source {
  const type = fields === undefined ? undefined : { kind: "object" as const, properties: fields, open: false };
  return { code, type, mayBeAbsent: false };
}

function walk(start: Source, segments: readonly string[]): Source {
  let { code, type } = start;
  let isGapHere = false;
  let isGapAnywhere = false;
  for (const segment of segments) {
    code = memberCode(code, segment, isGapHere);
    const member = memberOf(type, segment);
    type = member.type;
    isGapAnywhere ||= isGapHere || member.optional;
    isGapHere = member.optional || (type !== undefined && "nullable" in type && type.nullable === true);
  }
  return { code, type, mayBeAbsent: isGapAnywhere };
}

function memberOf(
  type: Type | undefined,
  segment: string,
): { readonly type: Type | undefined; readonly optional: boolean } {
  if (type?.kind === "array") return { type: type.items, optional: Number(segment) >= (type.minItems ?? 0) };
  // Of what is not known, anything may be absent, however deep.
  if (type?.kind !== "object") return { type, optional: type !== undefined };
  const field = type.properties.find(({ name }) => name === segment);
  return { type: field?.type, optional: field === undefined || field.optional };
}
