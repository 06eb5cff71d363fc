import { isWellFormed } from "../well-formed.ts";

const maxKeyLength = 512;

/** Why a key cannot be kept as it is; undefined: it can. */
export function problemOfKey(key: string): string | undefined {
  if (key.trim() === "") return "blank";
  if (key.length > maxKeyLength) return `longer than ${maxKeyLength} characters`;
  if (key.includes("\0") || !isWellFormed(key)) return "no plain text";
  return undefined;
}

/** The run whose child has this key; empty: it is nobody's. */
export function parentOf(key: string): string {
  return key.startsWith("R_") ? (/^(R_[0-9a-f]{32})\//.exec(key)?.[1] ?? "") : "";
}
