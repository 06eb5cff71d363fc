import { codeOf, type Diagnostic, nearestTo, rules, spellingFix } from "@pgs/governance";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* egressExitExists({ live, protocol }: Subject): Generator<Diagnostic> {
  for (const egress of live("TE")) {
    const workflow = artifactNamed(protocol, egress.workflow.fqdn, "WF");
    if (workflow === undefined) continue;
    const names = workflow.nodes.filter(({ kind }) => kind === "exit").map(({ name }) => name);
    for (const { exit, at } of egress.exits) {
      if (names.includes(exit)) continue;
      const near = nearestTo(exit, names);
      yield rules.egressExitExists(
        { workflow: codeOf(workflow.fqdn), exit, near },
        { at, fix: spellingFix({ word: exit, at }, names) },
      );
    }
  }
}
