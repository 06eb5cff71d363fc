import type { Fqdn } from "@pgs/governance";
import type { BoundArtifact, BoundProtocol } from "../3-bind/bound.ts";

type OfKind<K extends BoundArtifact["kind"]> = Extract<BoundArtifact, { readonly kind: K }>;

/** Gives the artifact a checked reference names. Throws, as our own fault, if it is not there or of another kind. */
export function artifactOf<K extends BoundArtifact["kind"]>(protocol: BoundProtocol, fqdn: Fqdn, kind: K): OfKind<K> {
  const artifact = protocol.artifacts.get(fqdn);
  if (artifact === undefined || !isOfKind(artifact, kind))
    throw new Error(`internal: no ${kind} \`${fqdn}\` after checking`);
  return artifact;
}

/** Gives all artifacts of a kind, in FQDN order. */
export function artifactsOfKind<K extends BoundArtifact["kind"]>(
  protocol: BoundProtocol,
  kind: K,
): readonly OfKind<K>[] {
  return [...protocol.artifacts.values()]
    .filter((artifact) => isOfKind(artifact, kind))
    .sort((a, b) => (a.fqdn < b.fqdn ? -1 : 1));
}

function isOfKind<K extends BoundArtifact["kind"]>(artifact: BoundArtifact, kind: K): artifact is OfKind<K> {
  return artifact.kind === kind;
}
