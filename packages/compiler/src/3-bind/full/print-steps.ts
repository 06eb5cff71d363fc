import type { Json, JsonObject } from "@pgs/governance";
import type { BoundEntry, BoundInvoke, BoundRoute, BoundStep, Expr, OutcomeSpec } from "../bound.ts";
import { printType } from "./print-fields.ts";

export function printOutcomes(outcomes: readonly OutcomeSpec[]): JsonObject {
  return Object.fromEntries(outcomes.map(({ name, guarantees }) => [name, guarantees]));
}

/** A step with nothing left to be implied. */
export function printStep(step: BoundStep): JsonObject {
  const { name, uses, store, event, invoke, inputs, outputs, on } = step;
  return {
    step: name,
    ...(uses.kind === "transform" ? { transform: uses.fqdn } : { side_effect: uses.fqdn, op: uses.op }),
    ...(store === undefined ? {} : { store: store.name }),
    ...(event === undefined ? {} : { event: event.fqdn }),
    ...(invoke === undefined ? { inputs: printEntries(inputs) } : printInvoke(invoke)),
    outputs: Object.fromEntries(
      outputs.map(({ name: output, from, type }) => [
        output,
        type === undefined ? printExpression(from) : { from: printExpression(from), ...printType(type) },
      ]),
    ),
    on: Object.fromEntries(on.map((route) => [route.outcome, printTarget(route)])),
  };
}

function printInvoke({ by, cases, each, payload, as }: BoundInvoke): JsonObject {
  const named = cases.map(({ value = "", workflow }): readonly [string, Json] => [value, workflow.fqdn]);
  const only = cases[0]?.workflow.fqdn ?? "";
  return {
    invoke: by === undefined ? only : { by: printExpression(by), cases: Object.fromEntries(named) },
    ...(each === undefined ? {} : { each: printExpression(each) }),
    payload: printEntries(payload),
    as: as?.fqdn ?? "caller",
  };
}

function printTarget({ outcome, target }: BoundRoute): string {
  if (target.kind === "continue") return "continue";
  if (target.kind === "step") return target.name;
  return target.outcome === outcome ? "exit" : `exit ${target.outcome}`;
}

export function printEntries(entries: readonly BoundEntry[]): JsonObject {
  return Object.fromEntries(entries.map(({ name, value }) => [name, printExpression(value)]));
}

/** An expression as it is written: a literal that begins with `$` is escaped again. */
export function printExpression(expr: Expr): Json {
  switch (expr.kind) {
    case "path":
      return expr.path.text;
    case "literal":
      return typeof expr.value === "string" && expr.value.startsWith("$") ? `$${expr.value}` : expr.value;
    case "object":
      return printEntries(expr.entries);
    case "array":
      return expr.items.map(printExpression);
  }
}
