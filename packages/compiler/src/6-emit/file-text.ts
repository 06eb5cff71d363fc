import type { JsonObject } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";

/** Prints a JSON file of the snapshot: its RFC 8785 form and nothing else. */
export function fileText(value: object): string {
  return canonicalize(value as JsonObject);
}
