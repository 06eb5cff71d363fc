import { type Diagnostic, namespaceOf, rules } from "@pgs/governance";
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
      if (target === namespace || isPlatform(target)) continue;
      yield rules.referenceWithinDomain({ artifact: authoredCode(artifact), reference: fqdn, namespace }, { at });
    }
  }
}
