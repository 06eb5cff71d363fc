import { type Diagnostic, rules } from "@pgs/governance";
import type { BoundNode, OutcomeSpec } from "../../3-bind/bound.ts";
import { calledCode } from "../analysis/authored.ts";
import { meantInstead, outcomesOfSteps } from "../analysis/causes.ts";
import { artifactNamed } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";
import { edgesOf, outcomesOf } from "../analysis/workflow-view.ts";

/** Not of an outcome that is routed under a misspelt name. */
export function* outcomeRouted({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const node of workflow.nodes) {
      const routed = edgesOf(node).map(({ outcome }) => outcome);
      const contract = node.kind === "contract" ? artifactNamed(protocol, node.contract.fqdn, "CC") : undefined;
      const possible = outcomesOf(node, protocol);
      const misspelt = [...meantInstead(routed, possible).values()];
      const follows = node.kind === "contract" ? outcomesOfSteps(node.contract.fqdn) : undefined;
      for (const outcome of possible) {
        if (routed.includes(outcome) || misspelt.includes(outcome)) continue;
        const declared = contract?.outcomes.find(({ name }) => name === outcome);
        const related = declared === undefined ? [] : [{ span: declared.at, text: "it can end so" }];
        const of = contract === undefined ? node.name : (refuserOf(node, declared) ?? calledCode(contract));
        yield rules.outcomeRouted({ node: node.name, outcome, of }, { at: node.at, related, follows });
      }
    }
  }
}

/** What a contract does not declare, the preconditions of its node add. */
function refuserOf(node: BoundNode, declared: OutcomeSpec | undefined): string | undefined {
  return node.kind === "contract" && declared === undefined ? node.preconditions[0]?.kind : undefined;
}
