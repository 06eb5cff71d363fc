import type { BoundProtocol, BoundWorkflow, Reference } from "../../3-bind/bound.ts";
import { artifactNamed } from "./lookup.ts";

/** Every side effect that a workflow uses, each where it is used. */
export function sideEffectsOf(workflow: BoundWorkflow, protocol: BoundProtocol): readonly Reference[] {
  return workflow.nodes.flatMap((node) => {
    const contract = node.kind === "contract" ? artifactNamed(protocol, node.contract.fqdn, "CC") : undefined;
    const steps = contract?.steps ?? [];
    return steps.filter(({ uses }) => uses.kind === "side_effect").map(({ uses: { fqdn, at } }) => ({ fqdn, at }));
  });
}
