import { type Fqdn, type Label, nearestTo, rules, type Span, spellingFix, type Type } from "@pgs/governance";
import type { BoundStore, BoundStructure, StoreUse } from "./bound.ts";
import { plainFields } from "./fields.ts";
import { boundOf } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";
import type { StepUse } from "./step-use.ts";

/** A store with the structure that declares it. */
export interface FoundStore {
  readonly structure: Fqdn;
  readonly store: BoundStore;
}

interface Seeking {
  readonly owner: Declared;
  readonly scope: Scope;
  /** The structure that the workflow or its binding states. */
  readonly stated: Fqdn | undefined;
}

/**
 * Finds the store that a name means for an artifact: in the stated structure, else the one of its subdomain, else the
 * namespace's only one. Undefined after a finding, or where the structure itself has one.
 */
export function findStore({ name, at }: StoreUse, { owner, scope, stated }: Seeking): FoundStore | undefined {
  const structures =
    stated === undefined ? structuresFor(owner, scope) : [boundOf({ fqdn: stated, at }, "STRUCTURE", scope)];
  const present = structures.filter((structure) => structure !== undefined);
  const found = present.flatMap((structure) => storeIn(structure, name));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  if (second !== undefined) {
    const related = found.map(({ store }) => ({ span: store.at, text: "one of them" }));
    scope.report(owner, rules.storeUnambiguous({ store: name }, { at, related: [...related, ...neededBy(owner, at)] }));
  } else if (present.length < structures.length || scope.hasUnsoundStructure(owner.namespace)) {
    scope.spoil(owner);
  } else {
    const near = nearestTo(
      name,
      present.flatMap(({ stores }) => stores.map((store) => store.name)),
    );
    const related = present
      .slice(0, 1)
      .map((structure) => ({ span: structure.at, text: "the stores are declared here" }));
    const places = present.map(({ fqdn }) => fqdn).join(", ");
    const cause = places === "" ? `no structure in ${owner.namespace}` : `no store ${name} in ${places}`;
    const fix = spellingFix(
      { word: name, at },
      present.flatMap(({ stores }) => stores.map((store) => store.name)),
    );
    scope.report(
      owner,
      rules.storeExists({ store: name, near }, { at, related: [...related, ...neededBy(owner, at)], fix, cause }),
    );
  }
  return undefined;
}

/** Who needs the store, where that is not to be seen: a contract's store is another one in another workflow. */
export function neededBy(owner: Declared, at: Span): readonly Label[] {
  return at.file === owner.source.path ? [] : [{ span: owner.at, text: "needed here" }];
}

function structuresFor(owner: Declared, scope: Scope): readonly BoundStructure[] {
  const inSubdomain = scope.structuresIn(owner.namespace, owner.subdomain);
  if (inSubdomain.length > 0) return inSubdomain;
  return scope.structuresIn(owner.namespace, undefined);
}

export function storeIn(structure: BoundStructure, name: string): readonly FoundStore[] {
  return structure.stores.filter((store) => store.name === name).map((store) => ({ structure: structure.fqdn, store }));
}

/** The record that a step of a shared contract reads or writes: its event's, else that of the store of its subdomain. */
export function recordOfStore(
  use: StepUse,
  { owner, scope }: { readonly owner: Declared; readonly scope: Scope },
): Type | undefined {
  const event = recordOfEvent(use, scope);
  if (event !== undefined || use.store === undefined) return event;
  return findStore(use.store, { owner, scope, stated: use.store.structure })?.store.record;
}

/** The record of the event that a step writes. */
export function recordOfEvent(use: StepUse, scope: Scope): Type | undefined {
  const event = boundOf(use.event, "EV", scope);
  return event === undefined ? undefined : { kind: "object", properties: plainFields(event.fields), open: false };
}
