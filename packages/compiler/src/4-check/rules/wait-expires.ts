import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

/** That an outcome which is declared is routed is another rule's. */
export function* waitExpires({ live }: Subject): Generator<Diagnostic> {
  for (const { fqdn, operations } of live("CS")) {
    for (const { name, semantics, outcomes, at } of operations) {
      if (semantics !== "wait" || outcomes.some((outcome) => outcome.name === "EXPIRED")) continue;
      yield rules.waitExpires({ op: name, sideEffect: codeOf(fqdn) }, { at });
    }
  }
}
