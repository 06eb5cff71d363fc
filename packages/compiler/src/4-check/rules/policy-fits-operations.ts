import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundSideEffect } from "../../3-bind/bound.ts";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* policyFitsOperations({ live, protocol }: Subject): Generator<Diagnostic> {
  for (const binding of live("RB")) {
    for (const { sideEffect, policy, at } of binding.hosts) {
      const declared = artifactNamed(protocol, sideEffect.fqdn, "CS");
      if (policy === undefined || declared === undefined) continue;
      const misfit = misfitOf(declared, policy.unknown);
      if (misfit === undefined) continue;
      const { why, advice, related } = misfit;
      yield rules.policyFitsOperations({ binding: codeOf(binding.fqdn), why, advice }, { at, related: [related] });
    }
  }
}

function misfitOf({ fqdn, operations, at }: BoundSideEffect, unknown: "retry" | "ask" | undefined) {
  const external = operations.filter(({ semantics }) => semantics === "external");
  if (external.length === 0) {
    const why = `has a policy for \`${codeOf(fqdn)}\`, which has no external operation`;
    return { why, advice: "take the policy away", related: { span: at, text: "its operations are declared here" } };
  }
  const once = unknown === "retry" ? external.find(({ repeatable }) => repeatable !== true) : undefined;
  if (once === undefined) return undefined;
  const why = `has \`${once.name}\` of \`${codeOf(fqdn)}\` sent again, which may do it twice`;
  const related = { span: once.at, text: "it is not declared `repeatable`" };
  return { why, advice: "write `unknown: ask`, so that a person decides", related };
}
