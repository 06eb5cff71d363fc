import type { BoundAssertion, FlowSource, FlowTarget, Happening, Reference, StoreUse } from "../../3-bind/bound.ts";

/** Everything that an assertion names, each where it names it. */
export function referencesOfAssertion({ scope, claim }: BoundAssertion): readonly Reference[] {
  switch (claim.form) {
    case "before":
      return [...scope, ...inHappening(claim.of), ...inHappening(claim.must)];
    case "never":
      return [...scope, ...inHappening(claim.of), ...inHappening(claim.after)];
    case "only_via":
      return [...scope, ...inHappening(claim.of), ...claim.through];
    case "always_emits":
      return [...scope, claim.event];
    case "at_most_once":
      return [...scope, ...inHappening(claim.of)];
    case "requires_actor":
      return [...scope, ...inHappening(claim.of), ...claim.by];
    case "no_flow":
      return [...scope, ...inEnd(claim.from), ...inEnd(claim.to)];
  }
}

function inHappening(happening: Happening | undefined): readonly Reference[] {
  switch (happening?.kind) {
    case undefined:
    case "exit":
      return [];
    case "contract":
      return [happening.contract];
    case "transform":
      return [happening.transform];
    case "event":
      return [happening.event];
    case "requires":
      return [happening.event, ...happening.unlessLater];
    case "effect":
      return [...(happening.sideEffect === undefined ? [] : [happening.sideEffect]), ...inStore(happening.store)];
  }
}

function inEnd(end: FlowSource | FlowTarget): readonly Reference[] {
  if (end.kind === "store") return inStore(end.store);
  if (end.kind === "exit") return [];
  const named = end.kind === "event" ? end.event : end.artifact;
  return named === undefined ? [] : [named];
}

function inStore(store: StoreUse | undefined): readonly Reference[] {
  return store?.structure === undefined ? [] : [{ fqdn: store.structure, at: store.at }];
}
