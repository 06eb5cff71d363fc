import type { BoundEntry, BoundWorkflow, Expr, Path } from "../../3-bind/bound.ts";
import { contextOf, type Move, payloadOf, type Slot } from "./slot.ts";

/** Where values are read and where they go. */
export interface Giving {
  readonly workflow: BoundWorkflow;
  /** What `$.inputs` and `$.results` are of: the workflow, a contract at its node, a molecule at its step. */
  readonly within: string;
  readonly into: string;
  /** What `$.result` is. */
  readonly result?: string;
  /** The list that `$.item` is of. */
  readonly each?: Path;
}

/** The moves of bound values, down to the parts of records; items of lists stand for their list. */
export function movesOfEntries(entries: readonly BoundEntry[], giving: Giving): readonly Move[] {
  return entries.flatMap(({ name, value }) => movesOfValue(value, [name], giving));
}

function movesOfValue(value: Expr, path: readonly string[], giving: Giving): readonly Move[] {
  switch (value.kind) {
    case "literal":
      return [];
    case "object":
      return value.entries.flatMap((entry) => movesOfValue(entry.value, [...path, entry.name], giving));
    case "array":
      return value.items.flatMap((item) => movesOfValue(item, path, giving));
    case "path":
      return [{ from: slotOf(value.path, giving), to: { holder: giving.into, path }, isCopy: true, at: value.at }];
  }
}

function slotOf({ root, segments }: Path, giving: Giving): Slot {
  const { workflow, within, result, each } = giving;
  const path = segments.filter((segment) => !/^[0-9]+$/.test(segment));
  if (root === "item" && each !== undefined) {
    const list = slotOf(each, giving);
    return { ...list, path: [...list.path, ...path] };
  }
  if (root === "results") return { holder: `${within}/${segments[0] ?? ""}`, path: path.slice(1) };
  if (root === "result") return { holder: result ?? "", path };
  if (root === "inputs") return { holder: `${within}#in`, path };
  return { holder: root === "payload" ? payloadOf(workflow.fqdn) : contextOf(workflow.fqdn), path };
}
