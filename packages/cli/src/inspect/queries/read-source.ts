import { existsSync, readFileSync } from "node:fs";
import { sha256Hex } from "@pgs/runtime";
import type { TracedSource } from "./trace-lineage.ts";

/** The text that an artifact was compiled from, where it is still there and still the same. */
export type SourceText =
  | { readonly state: "agrees"; readonly text: string }
  | { readonly state: "differs"; readonly found: string }
  | { readonly state: "missing" };

/** Reads a source and compares it with the digest that was sealed; text that differs is not given. */
export function readSource(source: TracedSource, file: string): SourceText {
  if (!existsSync(file)) return { state: "missing" };
  const bytes = readFileSync(file);
  const found = sha256Hex(bytes);
  return found === source.sha256 ? { state: "agrees", text: bytes.toString("utf8") } : { state: "differs", found };
}
