import type { Json, JsonObject } from "../generated/contracts.ts";
import { type Decimal, decimalOf, toDecimal } from "./decimal.ts";
import type { Checked, Finding } from "./finding.ts";
import { decimalText } from "./number-text.ts";
import { wordsFor } from "./words-for.ts";

export interface FieldCheck {
  readonly record: JsonObject;
  readonly field: string;
  /** Present, and of the rule's type. */
  readonly value: Json;
  readonly rule: JsonObject;
}

/** Checks pattern, bounds, length and the field that a value may not exceed; all that apply, each once. */
export function checkBounds(check: FieldCheck): Checked {
  const findings: Finding[] = [];
  for (const look of [lookAtPattern, lookAtValue, lookAtLength, lookAtOtherField]) {
    const checked = look(check);
    if ("unreadable" in checked) return checked;
    findings.push(...checked.findings);
  }
  return { findings };
}

const nothing = { findings: [] } as const;

function lookAtPattern({ field, value, rule }: FieldCheck): Checked {
  const pattern = rule["pattern"];
  if (pattern === undefined || typeof value !== "string") return nothing;
  const regExp = typeof pattern === "string" ? compile(pattern) : undefined;
  if (regExp === undefined) return { unreadable: `has the pattern ${wordsFor(pattern)}, which does not compile` };
  if (regExp.test(value)) return nothing;
  const message = `Field '${field}' does not match pattern '${String(pattern)}'`;
  return { findings: [{ field, rule: "pattern", message }] };
}

/** The whole text has to match, not a part of it. */
function compile(pattern: string): RegExp | undefined {
  try {
    // Alone first: `a)|(b` would compile only because the group around it lends it two brackets.
    return new RegExp(`^(?:${new RegExp(pattern, "u").source})$`, "u");
  } catch {
    return undefined;
  }
}

function lookAtValue({ field, value, rule }: FieldCheck): Checked {
  const number = toDecimal(value);
  if (number === undefined) return nothing;
  return lookAtEnds(field, rule, {
    keys: ["min_value", "max_value"],
    measure: number,
    lowMessage: (bound) => `must be >= ${bound}, got ${decimalText(number)}`,
    highMessage: (bound) => `must be <= ${bound}, got ${decimalText(number)}`,
  });
}

function lookAtLength({ field, value, rule }: FieldCheck): Checked {
  if (typeof value !== "string") return nothing;
  return lookAtEnds(field, rule, {
    keys: ["min_length", "max_length"],
    measure: BigInt([...value].length),
    lowMessage: (bound) => `must be at least ${bound} characters`,
    highMessage: (bound) => `must be at most ${bound} characters`,
  });
}

interface Ends {
  readonly keys: readonly [low: string, high: string];
  readonly measure: Decimal;
  readonly lowMessage: (bound: string) => string;
  readonly highMessage: (bound: string) => string;
}

function lookAtEnds(field: string, rule: JsonObject, { keys, measure, lowMessage, highMessage }: Ends): Checked {
  const findings: Finding[] = [];
  for (const key of keys) {
    const bound = rule[key];
    if (bound === undefined) continue;
    if (typeof bound !== "number") return { unreadable: `has the ${key} ${wordsFor(bound)}, which is not a number` };
    const isLow = key === keys[0];
    if (isLow ? measure >= bound : measure <= bound) continue;
    const text = decimalText(decimalOf(bound));
    findings.push({ field, rule: key, message: `Field '${field}' ${isLow ? lowMessage(text) : highMessage(text)}` });
  }
  return { findings };
}

function lookAtOtherField({ record, field, value, rule }: FieldCheck): Checked {
  const other = rule["lte_field"];
  if (typeof other !== "string" || !Object.hasOwn(record, other)) return nothing;
  const left = toDecimal(value);
  const right = toDecimal(record[other] ?? null);
  if (left === undefined || right === undefined || left <= right) return nothing;
  return { findings: [{ field, rule: "lte_field", message: `Field '${field}' must be <= '${other}'` }] };
}
