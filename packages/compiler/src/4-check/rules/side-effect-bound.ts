import { codeOf, type Diagnostic, type Fqdn, rules } from "@pgs/governance";
import { artifactNamed } from "../analysis/lookup.ts";
import { sideEffectsOf } from "../analysis/side-effects.ts";
import type { Subject } from "../analysis/subject.ts";

export function* sideEffectBound({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    const binding = artifactNamed(protocol, workflow.binding.fqdn, "RB");
    if (binding === undefined) continue;
    const bound = new Set<Fqdn>(binding.hosts.map(({ sideEffect }) => sideEffect.fqdn));
    for (const { fqdn, at } of sideEffectsOf(workflow, protocol)) {
      if (bound.has(fqdn)) continue;
      bound.add(fqdn);
      const params = { workflow: codeOf(workflow.fqdn), sideEffect: codeOf(fqdn), binding: codeOf(binding.fqdn) };
      const related = [{ span: at, text: "it is used here" }];
      yield rules.sideEffectBound(params, { at: binding.at, related });
    }
  }
}
