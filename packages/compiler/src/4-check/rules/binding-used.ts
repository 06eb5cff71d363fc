import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { sideEffectsOf } from "../analysis/side-effects.ts";
import type { Subject } from "../analysis/subject.ts";

export function* bindingUsed({ live, protocol, workflows }: Subject): Generator<Diagnostic> {
  for (const binding of live("RB")) {
    if (binding.derived) continue;
    const users = workflows.filter(({ workflow }) => workflow.binding.fqdn === binding.fqdn);
    const used = new Set(users.flatMap(({ workflow }) => sideEffectsOf(workflow, protocol).map(({ fqdn }) => fqdn)));
    for (const { sideEffect, at } of binding.hosts) {
      if (used.has(sideEffect.fqdn)) continue;
      const params = { binding: codeOf(binding.fqdn), sideEffect: codeOf(sideEffect.fqdn) };
      yield rules.bindingUsed(params, { at });
    }
  }
}
