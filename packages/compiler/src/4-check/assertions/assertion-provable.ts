import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundAssertion } from "../../3-bind/bound.ts";
import type { Ways } from "./ways.ts";

/** What cannot be gone over is not proved. */
export function* assertionProvable({ fqdn, claim }: BoundAssertion, { workflow, isCut }: Ways): Generator<Diagnostic> {
  if (!isCut) return;
  const params = { assertion: codeOf(fqdn), workflow: codeOf(workflow.fqdn) };
  const related = [{ span: workflow.at, text: "it runs its children at too many places" }];
  yield rules.assertionProvable(params, { at: claim.at, related });
}
