import type { Span } from "@pgs/governance";
import type { BoundProtocol, BoundWorkflow, EffectSemantics } from "../../3-bind/bound.ts";
import { artifactNamed, type LocatedStore, locateStore } from "./lookup.ts";
import { operationOf } from "./signature.ts";

/** A store that a workflow writes, and the text that makes it do so. */
export interface StoreWrite extends LocatedStore {
  readonly at: Span;
}

const writing: readonly EffectSemantics[] = ["idempotent", "append", "mutate"];

/** Every store that a workflow writes: by the operations of its contracts, and by the events of its exits. */
export function storeWritesOf(workflow: BoundWorkflow, protocol: BoundProtocol): readonly StoreWrite[] {
  const within = { protocol, names: workflow.stores };
  return workflow.nodes.flatMap((node): readonly StoreWrite[] => {
    if (node.kind === "intent") return [];
    if (node.kind === "exit") {
      return node.emit.flatMap(({ event }) => {
        const located = locateStore(artifactNamed(protocol, event.fqdn, "EV")?.store, within);
        return located === undefined ? [] : [{ ...located, at: event.at }];
      });
    }
    const steps = artifactNamed(protocol, node.contract.fqdn, "CC")?.steps ?? [];
    return steps.flatMap((step) => {
      const operation = operationOf(step, protocol);
      const located = locateStore(step.store, within);
      if (operation === undefined || located === undefined || !writing.includes(operation.semantics)) return [];
      return [{ ...located, at: step.store?.at ?? step.at }];
    });
  });
}
