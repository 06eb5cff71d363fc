import type { Json } from "../generated/contracts.ts";

const integerPattern = /^[+-]?[0-9]+$/;
const decimalPattern = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/;

/** A number as a rule compares it: whole numbers exact at any size, all others as doubles. */
export type Decimal = bigint | number;

/** Takes numbers and decimal text as numbers; undefined for all else, booleans included. */
export function toDecimal(value: Json): Decimal | undefined {
  if (typeof value === "number") return decimalOf(value);
  return typeof value === "string" ? parseDecimal(value) : undefined;
}

/** Reads decimal text, blanks around it ignored. Undefined for all else: hex, `inf`, `nan`, `1_000`. */
export function parseDecimal(text: string): Decimal | undefined {
  const trimmed = text.trim();
  if (integerPattern.test(trimmed)) return BigInt(trimmed.startsWith("+") ? trimmed.slice(1) : trimmed);
  if (!decimalPattern.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}

/** Takes a JSON number as whole where it is one. */
export function decimalOf(number: number): Decimal {
  return Number.isInteger(number) ? BigInt(number) : number;
}
