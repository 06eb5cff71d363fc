import { createHash } from "node:crypto";
import type { Json } from "@pgs/governance";

/**
 * The RFC 8785 text of a value: no spaces, names in code-unit order, numbers and strings as ECMAScript writes them.
 * The only form that is hashed. Never sees a value that JSON cannot hold: ingress and linking admit none.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(",")}}`;
}

/** Hex SHA-256 of the UTF-8 bytes of `text`. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
