import type { Diagnostic } from "@pgs/governance";
import type { BoundTransform, SourceFile } from "../../3-bind/bound.ts";
import { contractModule } from "../contract-types/contract-module.ts";
import { contractNames } from "../contract-types/contract-names.ts";
import { bindingProgram } from "./binding-program.ts";
import type { Implementation } from "./find-implementations.ts";
import { implementationFindings } from "./implementation-findings.ts";
import { runTypeScript } from "./run-typescript.ts";

/** What the check found, with the implementation files that diagnostics point into. */
export interface ImplementationCheck {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
}

/**
 * Proves that each implementation is of its declared contract's type, with TypeScript itself.
 * Never runs an implementation and never trusts a generated file: the contract types are printed anew.
 */
export async function checkImplementations(
  transforms: readonly BoundTransform[],
  implementations: readonly Implementation[],
): Promise<ImplementationCheck> {
  if (implementations.length === 0) return { diagnostics: [], sources: [] };
  const program = bindingProgram(implementations, contractNames(transforms));
  const findings = await runTypeScript({
    "contracts.ts": contractModule(transforms),
    "bindings.ts": program.text,
  });
  return implementationFindings({ findings, program, implementations });
}
