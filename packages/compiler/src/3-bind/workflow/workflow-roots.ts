import type { Field } from "@pgs/governance";
import type { BoundActor } from "../bound.ts";
import { contextOf } from "../context.ts";
import type { Roots } from "../expression-type.ts";

interface Readable {
  readonly payload: readonly Field[];
  /** Who may ask. */
  readonly actors: readonly BoundActor[];
  /** Outputs of nodes, by their names. */
  readonly results: ReadonlyMap<string, readonly Field[]>;
}

/** What paths of a workflow start from. */
export function workflowRoots({ payload, actors, results }: Readable): Roots {
  const context = contextOf(actors);
  return ({ root, segments }) => {
    const [head = "", ...rest] = segments;
    if (root === "payload") return { fields: payload, segments };
    if (root === "results") return { fields: results.get(head) ?? [], segments: rest };
    return root === "context" ? { fields: context, segments } : undefined;
  };
}
