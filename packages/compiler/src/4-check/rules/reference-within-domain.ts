import { type Diagnostic, type Fqdn, kindOf, namespaceOf, rules } from "@pgs/governance";
import type { BoundArtifact } from "../../3-bind/bound.ts";
import { authoredCode } from "../analysis/authored.ts";
import { isPlatform } from "../analysis/namespace.ts";
import { referencesOf } from "../analysis/references.ts";
import type { Subject } from "../analysis/subject.ts";

export function* referenceWithinDomain({ all }: Subject): Generator<Diagnostic> {
  for (const artifact of all()) {
    if (artifact.status === "retired") continue;
    const namespace = namespaceOf(artifact.fqdn);
    for (const { fqdn, at } of referencesOf(artifact)) {
      const target = namespaceOf(fqdn);
      if (target === namespace || isPlatform(target) || isInvocation(artifact, fqdn)) continue;
      yield rules.referenceWithinDomain({ artifact: authoredCode(artifact), reference: fqdn, namespace }, { at });
    }
  }
}

/** A workflow is there to be asked, by whoever its intent admits. */
function isInvocation({ kind }: BoundArtifact, fqdn: Fqdn): boolean {
  return kind === "CC" && kindOf(fqdn) === "WF";
}
