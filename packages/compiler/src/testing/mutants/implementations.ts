import { type Code, type Diagnostic, makeFqdn } from "@pgs/governance";
import type { BoundProtocol, BoundTransform } from "../../3-bind/bound.ts";
import { checkImplementations } from "../../6-emit/type-check/check-implementations.ts";
import { findImplementations } from "../../6-emit/type-check/find-implementations.ts";
import type { Mutant } from "./make-mutants.ts";

/** A mutant that the checks of the graph let pass. */
export interface Survivor {
  readonly mutant: Mutant;
  readonly protocol: BoundProtocol;
}

/**
 * Holds the implementations against contracts that were changed, each under a name of its own and all at once. Gives
 * what is found, by the name of the mutant.
 */
export async function checkChangedContracts(
  survivors: readonly Survivor[],
): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const changed = survivors.flatMap(({ mutant, protocol }, index) => {
    const transform = protocol.artifacts.get(mutant.original.fqdn);
    if (transform?.kind !== "CT" || transform.body.kind !== "atom") return [];
    const fqdn = makeFqdn("mutants", `CT_MUTANT_${String(index).padStart(5, "0")}_V0` as Code);
    return [{ name: mutant.name, transform: { ...transform, fqdn } satisfies BoundTransform }];
  });
  const transforms = changed.map(({ transform }) => transform);
  const { implementations, diagnostics } = findImplementations(transforms);
  const typed = await checkImplementations(transforms, implementations);
  const found = [...diagnostics, ...typed.diagnostics];
  return new Map(
    changed.map(({ name, transform }) => [name, found.filter(({ message }) => message.includes(transform.fqdn))]),
  );
}
