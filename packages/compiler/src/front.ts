import { type Diagnostic, orderDiagnostics } from "@pgs/governance";
import { defaultReadLimits, readSources } from "./1-read/read.ts";
import { parseSources } from "./2-parse/parse.ts";
import { bind } from "./3-bind/bind.ts";
import type { BoundProtocol, SourceRoot } from "./3-bind/bound.ts";
import type { Phase } from "./phase.ts";

/**
 * Reads, parses and binds the protocol under the roots. Gives a graph whenever the roots could be read; what has a
 * finding is not in it.
 */
export function readAndBind({ roots }: { readonly roots: readonly SourceRoot[] }): Phase<BoundProtocol> {
  const sources = readSources(roots, defaultReadLimits);
  if (sources.value === undefined) return { value: undefined, diagnostics: sources.diagnostics };
  const parsed = parseSources(sources.value);
  const found: Diagnostic[] = [...sources.diagnostics, ...parsed.diagnostics];
  const bound = bind(parsed.value ?? [], sources.value);
  return { value: bound.value, diagnostics: orderDiagnostics([...found, ...bound.diagnostics]) };
}
