import type { Fqdn, Type } from "@pgs/governance";
import type { BoundHost, BoundProtocol, BoundStep, BoundWorkflow, StoreSemantics, StoreUse } from "../3-bind/bound.ts";
import { artifactOf } from "./artifact.ts";

/** Where names are resolved: stores and hosts are each workflow's own. */
export interface Within {
  readonly protocol: BoundProtocol;
  readonly workflow: BoundWorkflow;
}

/** A store as a workflow means it. `key` is its id at run time, `<STRUCTURE>/<NAME>`. */
export interface StoreTarget {
  readonly key: string;
  readonly structure: Fqdn;
  readonly name: string;
  readonly semantics: StoreSemantics;
  readonly record: Type | undefined;
}

/** Gives the store a step works on; undefined when it names none. */
export function storeOfStep(step: BoundStep, within: Within): StoreTarget | undefined {
  const use = step.store ?? (step.event && artifactOf(within.protocol, step.event.fqdn, "EV").store);
  return use && resolveStore(use, within);
}

export function resolveStore(use: StoreUse, { protocol, workflow }: Within): StoreTarget {
  const resolved =
    use.structure === undefined ? workflow.stores.get(use.name) : { structure: use.structure, name: use.name };
  if (resolved === undefined) {
    throw new Error(`internal: store \`${use.name}\` is not resolved in \`${workflow.fqdn}\``);
  }
  return storeNamed(resolved, protocol);
}

export function storeNamed(
  { structure, name }: { readonly structure: Fqdn; readonly name: string },
  protocol: BoundProtocol,
): StoreTarget {
  const store = artifactOf(protocol, structure, "STRUCTURE").stores.find((candidate) => candidate.name === name);
  if (store === undefined) throw new Error(`internal: \`${structure}\` has no store ${name} after checking`);
  return { key: `${structure}/${name}`, structure, name, semantics: store.semantics, record: store.record };
}

/** Gives the host kind that the workflow's binding names for a side effect. */
export function hostOf(sideEffect: Fqdn, within: Within): string {
  return boundHostOf(sideEffect, within).host;
}

/** Gives what the workflow's binding says of a side effect. */
export function boundHostOf(sideEffect: Fqdn, { protocol, workflow }: Within): BoundHost {
  const binding = artifactOf(protocol, workflow.binding.fqdn, "RB");
  const bound = binding.hosts.find((entry) => entry.sideEffect.fqdn === sideEffect);
  if (bound === undefined) throw new Error(`internal: \`${sideEffect}\` is not bound in \`${workflow.fqdn}\``);
  return bound;
}
