import { type Diagnostic, type Label, rules, type Span } from "@pgs/governance";
import type { ImplementationCheck } from "../type-check/check-implementations.ts";
import type { Implementation } from "../type-check/find-implementations.ts";
import type { PurityFinding } from "./finding.ts";
import { moduleClosure } from "./module-closure.ts";

/**
 * Proves that implementations are pure, over all the modules that they import: by their syntax, name by name. What a
 * listed package does inside is not searched; linking takes from it what no transform may have.
 */
export async function checkPurity(implementations: readonly Implementation[]): Promise<ImplementationCheck> {
  if (implementations.length === 0) return { diagnostics: [], sources: [] };
  // Imported here: reading a program back needs no parser.
  const { examineModule } = await import("./examine-module.ts");
  const reached = moduleClosure(implementations, examineModule);
  return {
    diagnostics: reached.flatMap(({ source, findings, chain }) =>
      findings.map((finding) => {
        const span = { file: source.path, start: finding.start, end: finding.end };
        return diagnosticOf(finding, { at: span, related: chain });
      }),
    ),
    sources: reached.map(({ source }) => source),
  };
}

function diagnosticOf(
  finding: PurityFinding,
  place: { readonly at: Span; readonly related: readonly Label[] },
): Diagnostic {
  switch (finding.rule) {
    case "ambient":
      return rules.implementationReadsNoAmbient(finding, place);
    case "import":
      return rules.implementationImportsListed(finding, place);
    case "state":
      return rules.implementationKeepsNoState(finding, place);
    case "waiting":
      return rules.implementationIsSynchronous(finding, place);
    case "syntax":
      return rules.implementationTypeChecks({ finding: finding.what }, place);
  }
}
