import type { CT_PURE_VALIDATE_PARAMETER_RULES_V0, Json, JsonObject } from "../generated/contracts.ts";
import { type Decimal, toDecimal } from "./decimal.ts";
import { isSame } from "./is-same.ts";
import { notOneOf, wordsFor } from "./words-for.ts";

/**
 * Lets parameters pass that keep every rule; the first rule broken is the violation's reason.
 * Never skips a rule: one that it cannot read is broken. A parameter that is absent counts as null.
 */
export const validateParameterRules: CT_PURE_VALIDATE_PARAMETER_RULES_V0 = ({ parameters, rules }) => {
  for (const rule of rules) {
    const broken = findBreach(parameters, rule);
    if (broken !== undefined) return { outcome: "VIOLATION", outputs: {}, reason: broken };
  }
  return { outcome: "SUCCESS", outputs: { valid: true, failed_rule: null } };
};

/** Says how a rule is broken; undefined when it is kept. */
function findBreach(parameters: JsonObject, rule: JsonObject): string | undefined {
  const { field, op } = rule;
  if (typeof field !== "string" || field === "") return "a rule names no field";
  if (typeof op !== "string") return `the rule for \`${field}\` has no op`;
  const value = Object.hasOwn(parameters, field) ? (parameters[field] ?? null) : null;
  const operand = op === "in" ? rule["allowed"] : rule["value"];
  if (op !== "not_null" && operand === undefined) return `the rule for \`${field}\` has nothing to compare with`;
  const breach = breachOf({ op, value, operand: operand ?? null });
  return breach === undefined ? undefined : `\`${field}\` ${breach}`;
}

interface Comparison {
  readonly op: string;
  readonly value: Json;
  readonly operand: Json;
}

function breachOf({ op, value, operand }: Comparison): string | undefined {
  switch (op) {
    case "eq":
      return isSame(value, operand) ? undefined : being(value, `not ${wordsFor(operand)}`);
    case "neq":
      return isSame(value, operand) ? being(value, "which is ruled out") : undefined;
    case "in":
      return membershipBreach(value, operand);
    case "not_null":
      return value === null ? "is missing" : undefined;
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return orderBreach(op, value, operand);
    default:
      return `has a rule with the unknown op ${wordsFor(op)}`;
  }
}

function membershipBreach(value: Json, allowed: Json): string | undefined {
  if (!Array.isArray(allowed)) return "has a rule whose `allowed` is not a list";
  const list: readonly Json[] = allowed;
  return list.some((one) => isSame(value, one)) ? undefined : being(value, `which is ${notOneOf(list)}`);
}

const orders = {
  lt: { holds: (a: Decimal, b: Decimal) => a < b, broken: "which is not under" },
  lte: { holds: (a: Decimal, b: Decimal) => a <= b, broken: "which is over" },
  gt: { holds: (a: Decimal, b: Decimal) => a > b, broken: "which is not over" },
  gte: { holds: (a: Decimal, b: Decimal) => a >= b, broken: "which is under" },
} as const;

function orderBreach(op: keyof typeof orders, value: Json, bound: Json): string | undefined {
  const left = toDecimal(value);
  const right = toDecimal(bound);
  if (right === undefined) return `has a rule whose bound is ${wordsFor(bound)}, which is not a number`;
  if (left === undefined) return being(value, "which is not a number");
  return orders[op].holds(left, right) ? undefined : being(value, `${orders[op].broken} ${wordsFor(bound)}`);
}

function being(value: Json, clause: string): string {
  return value === null ? "is missing" : `is ${wordsFor(value)}, ${clause}`;
}
