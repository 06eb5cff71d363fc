import type { Fqdn } from "@pgs/governance";
import type { BoundArtifact, BoundProtocol } from "../../3-bind/bound.ts";

type OfKind<K extends BoundArtifact["kind"]> = Extract<BoundArtifact, { readonly kind: K }>;

/** An artifact of a kind, which must be there. */
export function declared<K extends BoundArtifact["kind"]>(
  { artifacts }: BoundProtocol,
  fqdn: string | undefined,
  kind: K,
): OfKind<K> {
  const found = artifacts.get(fqdn as Fqdn);
  if (found?.kind !== kind) throw new Error(`there is no ${kind} ${fqdn}`);
  return found as OfKind<K>;
}
