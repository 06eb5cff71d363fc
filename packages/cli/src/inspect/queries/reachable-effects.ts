import type { Fqdn } from "@pgs/governance";
import { type EffectUse, effectUses } from "../effect-uses.ts";
import type { SealedProtocol } from "../sealed-protocol.ts";

/** What to look for: a side effect, and no more than one of its operations or on one store. */
export interface EffectSearch {
  readonly sideEffect: Fqdn;
  readonly op?: string | undefined;
  readonly store?: string | undefined;
}

/** Every step of a node of a workflow from which a side effect is reached. What is not here cannot happen. */
export function reachableEffects(protocol: SealedProtocol, search: EffectSearch): readonly EffectUse[] {
  return effectUses(protocol).filter(
    (use) =>
      use.side_effect === search.sideEffect &&
      (search.op === undefined || use.op === search.op) &&
      (search.store === undefined || `${use.structure}/${use.store}` === search.store),
  );
}
