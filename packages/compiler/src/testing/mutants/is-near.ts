import type { Diagnostic } from "@pgs/governance";
import type { Mutant } from "./make-mutants.ts";
import type { Protocols } from "./protocols.ts";

/**
 * Says whether one of the findings is told in the artifact that was changed, in one that it names or that names it, or,
 * because nobody has to name what they speak of, in an assertion, where actors, stores and outcomes are used, or where
 * workflows are invoked.
 */
export function isNear({ original }: Mutant, findings: readonly Diagnostic[], { sources }: Protocols): boolean {
  const { code, source } = original.source;
  const own = source?.text ?? "";
  const isStored = ["AC", "ENTITY", "STRUCTURE", "VOCAB"].includes(original.kind);
  const isImplied = code.startsWith("CS_WORKFLOW_");
  const near = sources.files.filter(({ path, text }) => {
    const other = path.slice(path.lastIndexOf("/") + 1, -".yaml".length);
    const isNamed = text.includes(code) || (isImplied && text.includes("invoke:"));
    return path === source?.path || isNamed || own.includes(other) || other.startsWith("AS_") || isStored;
  });
  const paths = new Set(near.map(({ path }) => path));
  return findings.some(({ at, related }) => [at, ...related].some(({ span }) => paths.has(span.file)));
}
