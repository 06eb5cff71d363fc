import { orderDiagnostics } from "@pgs/governance";
import { defaultReadLimits, readSources, type SourceSet } from "./1-read/read.ts";
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
  const bound = bindSources(sources.value);
  return { value: bound.value, diagnostics: orderDiagnostics([...sources.diagnostics, ...bound.diagnostics]) };
}

/** The same for sources that are read already. Touches no file. */
export function bindSources(sources: SourceSet): Phase<BoundProtocol> {
  const parsed = parseSources(sources);
  const bound = bind(parsed.value ?? [], sources);
  return { value: bound.value, diagnostics: orderDiagnostics([...parsed.diagnostics, ...bound.diagnostics]) };
}
