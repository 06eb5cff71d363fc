import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

/** That an outcome which is declared is routed is another rule's. */
export function* externalFails({ live }: Subject): Generator<Diagnostic> {
  for (const { fqdn, operations } of live("CS")) {
    for (const { name, semantics, outcomes, at } of operations) {
      if (semantics !== "external" || outcomes.some((outcome) => outcome.name === "BACKEND_ERROR")) continue;
      yield rules.externalFails({ op: name, sideEffect: codeOf(fqdn) }, { at });
    }
  }
}
