import type { Diagnostic } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import { jsonOf } from "../2-parse/located.ts";
import { commentsOf, readLayout } from "../2-parse/read-layout.ts";
import { readYaml } from "../2-parse/read-yaml.ts";
import { orderKeys } from "./order-keys.ts";
import { printSource } from "./print-layout.ts";

/** A source in canonical form, or what keeps it from being read. */
export interface Formatted {
  /** Absent iff there is a finding. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Gives a source its canonical form: keys in the order of their schema, two spaces a level, `{ a: b }` and `[a, b]` on
 * a line where they were and fit into 120 columns, else below; long texts filled. Comments, quotes, the order of what
 * the author named and single blank lines stay. The same artifact comes out, and formatting again changes nothing.
 */
export function formatSource(source: { readonly path: string; readonly text: string }): Formatted {
  const read = (text: string) => readYaml({ path: source.path, text, root: { path: "", directory: "" } });
  const { value, diagnostics } = read(source.text);
  if (value === undefined) return { diagnostics };
  const layout = readLayout(source.text);
  const text = printSource({ ...layout, value: orderKeys(layout.value, value) });
  const again = read(text).value;
  const isSame = again !== undefined && canonicalize(jsonOf(again)) === canonicalize(jsonOf(value));
  // Never worth a comment or a value: what cannot be laid out faithfully stays as it is.
  return { text: isSame && keepsComments(source.text, text) ? text : source.text, diagnostics: [] };
}

function keepsComments(before: string, after: string): boolean {
  const [written, kept] = [before, after].map((text) => commentsOf(text).toSorted());
  return JSON.stringify(written) === JSON.stringify(kept);
}
