import type { Json } from "../generated/contracts.ts";
import { isRecord } from "./is-record.ts";

const integerText = /^\s*[+-]?[0-9]+\s*$/;
const hexText = /^0[xX](?:[0-9a-fA-F]{2})*$/;

/** Says whether a value is of the type that a record rule names; undefined when no such type exists. */
export function isOfRuleType(value: Json, type: Json): boolean | undefined {
  switch (type) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === type;
    case "integer":
      return Number.isInteger(value);
    case "object":
      return isRecord(value);
    case "array":
      return Array.isArray(value);
    case "integer_string":
      return typeof value === "string" && integerText.test(value);
    case "hex_string":
      return typeof value === "string" && hexText.test(value);
    default:
      return undefined;
  }
}

/** Names the type of a value in a finding, by the words that the findings have always used. */
export function typeNameOf(value: Json): string {
  if (typeof value === "string") return "str";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  if (value === null) return "null";
  return isRecord(value) ? "dict" : "list";
}
