import type { CT_PURE_EXTRACT_V0, Json } from "../generated/contracts.ts";
import { isRecord } from "./is-record.ts";
import { wordsFor } from "./words-for.ts";

type Expected = Parameters<CT_PURE_EXTRACT_V0>[0]["type"];

/**
 * Gives the value at a dotted path through records, or null where the path leads nowhere.
 * A value of another type than asked for is a violation, and so is null to start from. Never looks into a list.
 */
export const extract: CT_PURE_EXTRACT_V0 = ({ from, path, type }) => {
  if (from === null) return { outcome: "VIOLATION", outputs: {}, reason: "`from` is null" };
  const result = walk(from, path);
  if (result === null || isOfType(result, type)) return { outcome: "SUCCESS", outputs: { result } };
  return { outcome: "VIOLATION", outputs: {}, reason: `\`${path}\` holds ${wordsFor(result)}, not type ${type}` };
};

function walk(from: Json, path: string): Json {
  let here = from;
  for (const name of path.split(".")) {
    if (!isRecord(here) || !Object.hasOwn(here, name)) return null;
    here = here[name] ?? null;
  }
  return here;
}

function isOfType(value: Json, type: Expected): boolean {
  switch (type) {
    case "any":
      return true;
    case "array":
      return Array.isArray(value);
    case "object":
      return isRecord(value);
    case "integer":
      return Number.isInteger(value);
    case "boolean":
    case "number":
    case "string":
      return typeof value === type;
  }
}
