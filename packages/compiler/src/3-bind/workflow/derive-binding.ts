import type { Fqdn, Span } from "@pgs/governance";
import type { BoundBinding, Reference } from "../bound.ts";
import { completed } from "../full/complete.ts";
import type { ContractNode } from "./contract-node.ts";
import type { Derivation } from "./derivation.ts";

interface Needs {
  readonly contracts: readonly ContractNode[];
  readonly structure: Fqdn | undefined;
}

/** Derives the binding of a workflow that names none: every side effect it uses is on the first of its hosts. */
export function deriveBinding(derivation: Derivation, { contracts, structure }: Needs): Reference | undefined {
  const { owner, scope } = derivation;
  const fqdn = derivation.nameFor({ kind: "RB", suffix: "", at: owner.at });
  if (fqdn === undefined) return undefined;
  const used = new Map<Fqdn, Span>();
  for (const { node, contract } of contracts) {
    for (const { uses } of contract.steps) {
      if (uses.kind === "side_effect" && !used.has(uses.fqdn)) used.set(uses.fqdn, node.contract.at);
    }
  }
  const hosts = [...used]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([sideEffect, at]) => {
      const bound = scope.bound.get(sideEffect);
      const host = bound?.kind === "CS" ? bound.hosts[0] : undefined;
      return host === undefined ? [] : [{ sideEffect: { fqdn: sideEffect, at }, host, at }];
    });
  const reference = structure === undefined ? undefined : { fqdn: structure, at: owner.at };
  const binding: Omit<BoundBinding, "full"> = {
    ...derivation.baseFor("RB", { fqdn, at: owner.at }),
    derived: true,
    structure: reference,
    hosts,
  };
  derivation.add(completed(binding, undefined));
  return { fqdn, at: owner.at };
}
