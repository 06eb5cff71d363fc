import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

/** That a retired target is not referred to is another rule's. */
export function* routeTargetActive({ all, protocol }: Subject): Generator<Diagnostic> {
  for (const route of all()) {
    if (route.kind !== "TI" || route.status !== "active") continue;
    for (const { fqdn, at } of [route.workflow, ...(route.egress === undefined ? [] : [route.egress])]) {
      const target = protocol.artifacts.get(fqdn);
      if (target?.status !== "draft") continue;
      const related = [{ span: target.at, text: "it is a draft here" }];
      const params = { route: codeOf(route.fqdn), target: codeOf(fqdn), status: "a draft" };
      yield rules.routeTargetActive(params, { at, related });
    }
  }
}
