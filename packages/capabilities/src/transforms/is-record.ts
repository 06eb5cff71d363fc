import type { Json, JsonObject } from "../generated/contracts.ts";

/** Says whether a value is a JSON object, which a list and null are not. */
export function isRecord(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
