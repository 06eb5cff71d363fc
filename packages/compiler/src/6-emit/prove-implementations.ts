import type { Diagnostic } from "@pgs/governance";
import type { BoundProtocol, SourceFile } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import { checkPurity } from "./purity/check-purity.ts";
import { checkImplementations, type ImplementationCheck } from "./type-check/check-implementations.ts";
import { findImplementations } from "./type-check/find-implementations.ts";

/**
 * Proves of every implementation that it is there, is of its contract's type and is pure, without running it.
 * What is impure is told once: that TypeScript does not know it either is left out.
 */
export async function proveImplementations(protocol: BoundProtocol): Promise<ImplementationCheck> {
  const transforms = artifactsOfKind(protocol, "CT");
  const { implementations, diagnostics } = findImplementations(transforms);
  // At the same time: TypeScript is a process of its own.
  const [types, purity] = await Promise.all([
    checkImplementations(transforms, implementations),
    checkPurity(implementations),
  ]);
  const causes = purity.diagnostics;
  const remaining = types.diagnostics.filter((finding) => !causes.some((cause) => isConsequence(finding, cause)));
  const sources = new Map(
    [...types.sources, ...purity.sources].map((source): [string, SourceFile] => [source.path, source]),
  );
  return { diagnostics: [...diagnostics, ...remaining, ...causes], sources: [...sources.values()] };
}

function isConsequence({ at: { span }, related }: Diagnostic, cause: Diagnostic): boolean {
  const { file, start, end } = cause.at.span;
  if (span.file === file) return span.start >= start && span.start < end;
  // A function that waits gives a promise, which no contract declares.
  return cause.code === "PGS3909" && related.some((label) => label.span.file === file);
}
