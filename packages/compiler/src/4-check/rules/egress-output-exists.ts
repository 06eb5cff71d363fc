import { type Diagnostic, nearestTo, rules } from "@pgs/governance";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* egressOutputExists({ live, protocol }: Subject): Generator<Diagnostic> {
  for (const egress of live("TE")) {
    const workflow = artifactNamed(protocol, egress.workflow.fqdn, "WF");
    for (const { exit, outputs } of egress.exits) {
      const node = workflow?.nodes.find(({ name }) => name === exit);
      if (node?.kind !== "exit") continue;
      const given = node.outputs.map(({ name }) => name);
      for (const { from, at } of outputs) {
        if (given.includes(from)) continue;
        yield rules.egressOutputExists({ exit, output: from, near: nearestTo(from, given) }, { at });
      }
    }
  }
}
