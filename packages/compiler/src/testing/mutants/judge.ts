import { type Diagnostic, mergeCauses, orderDiagnostics } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import { checkShape } from "../../2-parse/check-shape.ts";
import { jsonOf, textAt } from "../../2-parse/located.ts";
import type { ParsedSource } from "../../2-parse/parse.ts";
import { bind } from "../../3-bind/bind.ts";
import type { BoundProtocol } from "../../3-bind/bound.ts";
import { check } from "../../4-check/check.ts";
import type { Mutant } from "./make-mutants.ts";
import type { Protocols } from "./protocols.ts";

/** What the compiler says of a mutant, up to where it needs code. */
export type Verdict =
  | { readonly kind: "refused"; readonly findings: readonly Diagnostic[] }
  | { readonly kind: "survives"; readonly protocol: BoundProtocol };

/** Judges a mutant among the sources it has to do with, as `pgs check` would. */
export function judge({ original, tree }: Mutant, { sources, around }: Protocols): Verdict {
  const found = checkShape(tree, original.source.code);
  const stated = textAt(tree, "artifact");
  const changed = { ...original.source, artifact: stated, tree: found.length > 0 ? undefined : tree };
  return judgeSources(
    around(original, canonicalize(jsonOf(tree))).map((source) => (source === original.source ? changed : source)),
    { sources, found },
  );
}

/** Judges sources as they are. */
export function judgeSources(
  parsed: readonly ParsedSource[],
  { sources, found = [] }: { readonly sources: Protocols["sources"]; readonly found?: readonly Diagnostic[] },
): Verdict {
  const bound = bind(parsed, sources);
  const protocol = bound.value;
  const checked = protocol === undefined ? [] : check(protocol).diagnostics;
  const findings = orderDiagnostics(mergeCauses([...found, ...bound.diagnostics, ...checked]));
  if (findings.length > 0 || protocol === undefined) return { kind: "refused", findings };
  return { kind: "survives", protocol };
}
