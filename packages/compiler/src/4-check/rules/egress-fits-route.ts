import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* egressFitsRoute({ live, protocol }: Subject): Generator<Diagnostic> {
  for (const { egress, workflow } of live("TI")) {
    const found = egress && artifactNamed(protocol, egress.fqdn, "TE");
    if (egress === undefined || found === undefined || found.workflow.fqdn === workflow.fqdn) continue;
    const related = [{ span: found.workflow.at, text: "it answers for this one" }];
    const [answers, other, asked] = [found.fqdn, found.workflow.fqdn, workflow.fqdn].map(codeOf);
    const params = { egress: answers ?? "", other: other ?? "", workflow: asked ?? "" };
    yield rules.egressFitsRoute(params, { at: egress.at, related });
  }
}
