import type { Fqdn } from "@pgs/governance";
import { type EffectUse, effectUses } from "../effect-uses.ts";
import type { SealedProtocol } from "../sealed-protocol.ts";

/** What to look for: a side effect, and no more than one of its operations or on one store. */
export interface EffectSearch {
  readonly sideEffect: Fqdn;
  readonly op?: string | undefined;
  readonly store?: string | undefined;
}

/**
 * Every step of a node of a workflow from which a side effect is reached, by itself or by a child that it runs. What is
 * not here cannot happen.
 */
export function reachableEffects(protocol: SealedProtocol, search: EffectSearch): readonly EffectUse[] {
  const all = effectUses(protocol);
  const found = new Set(all.filter((use) => isSought(use, search)));
  // A set visits what is added while it is walked, so this is the whole search.
  for (const { workflow } of found) {
    for (const use of all) if (use.runs?.includes(workflow) === true) found.add(use);
  }
  return all.filter((use) => found.has(use));
}

function isSought(use: EffectUse, { sideEffect, op, store }: EffectSearch): boolean {
  return (
    use.side_effect === sideEffect &&
    (op === undefined || use.op === op) &&
    (store === undefined || `${use.structure}/${use.store}` === store)
  );
}
