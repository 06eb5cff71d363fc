import type { Field } from "@pgs/governance";
import type { BoundActor } from "./bound.ts";
import { mergedFields } from "./merged-fields.ts";
import { plainContext } from "./plain-context.ts";

/** `$.context` where any of the actors may have asked. */
export function contextOf(actors: readonly BoundActor[]): readonly Field[] {
  const properties = mergedFields(actors.map((actor) => actor.attributes));
  return [...plainContext, { name: "actor", type: { kind: "object", properties, open: false }, optional: false }];
}
