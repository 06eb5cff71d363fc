import type { Span } from "@pgs/governance";
import type { BoundEvent, BoundPrecondition, BoundProtocol, BoundWorkflow, Reference } from "../../3-bind/bound.ts";
import { artifactNamed, type LocatedStore, locateStore } from "./lookup.ts";

/** An event that a precondition looks up, or one that undoes it. */
export interface LookUp {
  /** Who looks, as a message says it. */
  readonly says: string;
  readonly precondition: BoundPrecondition;
  readonly event: BoundEvent;
  /** The event undoes the one that the precondition names. */
  readonly isUndoing: boolean;
  readonly located: LocatedStore | undefined;
  readonly at: Span;
}

/** Every event that the preconditions of a workflow look up, each where it is named. */
export function lookUpsOf(workflow: BoundWorkflow, protocol: BoundProtocol): readonly LookUp[] {
  return workflow.nodes.flatMap((node) => {
    if (node.kind === "exit") return [];
    return node.preconditions.flatMap((precondition) => {
      const lookUp = ({ fqdn, at }: Reference, isUndoing: boolean): readonly LookUp[] => {
        const event = artifactNamed(protocol, fqdn, "EV");
        const located = locateStore(event?.store, { protocol, names: workflow.stores });
        return event === undefined
          ? []
          : [{ says: `node \`${node.name}\``, precondition, event, isUndoing, located, at }];
      };
      return [
        ...lookUp(precondition.event, false),
        ...precondition.unlessLater.flatMap((reference) => lookUp(reference, true)),
      ];
    });
  });
}
