import type { Field } from "@pgs/governance";
import type { BoundStep, Expr } from "../3-bind/bound.ts";
import { mayFailCheck } from "../3-bind/stated-types.ts";
import { fieldsGiven, type Signature } from "../4-check/analysis/signature.ts";
import { readerCode } from "./reader-code.ts";
import type { Scope } from "./scope.ts";
import { mayBeAbsent, typeOfExpr } from "./scope.ts";

/** Prints what a step assigns under one outcome. An output that reads what the outcome does not give is not assigned. */
export function stepOutputsCode(query: {
  readonly step: BoundStep;
  readonly outcome: string;
  readonly signature: Signature;
  readonly scope: Scope;
}): string {
  if (mayFailCheck(query.step, query.outcome)) return "";
  const given = fieldsGiven(query.signature, query.outcome);
  const names = new Set(given.map(({ name }) => name));
  const assigned = query.step.outputs.filter((output) => resultReads(output.from).every((name) => names.has(name)));
  if (assigned.length === 0) return "";
  const entries = assigned.map((output) => ({ name: output.name, value: output.from, at: output.at }));
  return readerCode(entries, { ...query.scope, result: given }, []);
}

/** Gives what later steps may read of a step. Presence per outcome is definite assignment's business. */
export function stepFields(query: {
  readonly step: BoundStep;
  readonly signature: Signature;
  readonly scope: Scope;
}): readonly Field[] {
  const scope: Scope = { ...query.scope, result: query.signature.outputs };
  return query.step.outputs.map((output) => ({
    name: output.name,
    type: output.type ?? typeOfExpr(output.from, scope) ?? { kind: "any" },
    optional: mayBeAbsent(output.from, scope),
  }));
}

function resultReads(expr: Expr): readonly string[] {
  switch (expr.kind) {
    case "literal":
      return [];
    case "path":
      return expr.path.root === "result" ? expr.path.segments.slice(0, 1) : [];
    case "object":
      return expr.entries.flatMap(({ value }) => resultReads(value));
    case "array":
      return expr.items.flatMap(resultReads);
  }
}
