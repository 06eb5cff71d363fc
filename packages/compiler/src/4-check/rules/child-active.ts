import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

/** That a retired child is not referred to is another rule's. */
export function* childActive({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    if (workflow.status !== "active") continue;
    for (const node of workflow.nodes) {
      const contract = node.kind === "contract" ? artifactNamed(protocol, node.contract.fqdn, "CC") : undefined;
      for (const step of contract?.steps ?? []) {
        for (const { workflow: child } of step.invoke?.cases ?? []) {
          const target = protocol.artifacts.get(child.fqdn);
          if (contract === undefined || target?.status !== "draft") continue;
          const related = [{ span: target.at, text: "it is a draft here" }];
          const params = { child: codeOf(child.fqdn), parent: codeOf(workflow.fqdn) };
          yield rules.childActive({ says: saysStep(contract, step), ...params }, { at: child.at, related });
        }
      }
    }
  }
}
