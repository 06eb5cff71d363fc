import { type Fqdn, namespaceOf } from "@pgs/governance";
import type {
  BoundArtifact,
  BoundProtocol,
  BoundStore,
  BoundWorkflow,
  ResolvedStore,
  StoreUse,
} from "../../3-bind/bound.ts";

/** An artifact of a kind. */
export type OfKind<K extends BoundArtifact["kind"]> = Extract<BoundArtifact, { readonly kind: K }>;

/** The artifact of a name and kind; undefined when there is none. Never throws: a rule says what is missing. */
export function artifactNamed<K extends BoundArtifact["kind"]>(
  protocol: BoundProtocol,
  fqdn: Fqdn,
  kind: K,
): OfKind<K> | undefined {
  const artifact = protocol.artifacts.get(fqdn);
  return artifact !== undefined && isOfKind(artifact, kind) ? artifact : undefined;
}

/** Artifacts of a kind that rules judge: a retired one is kept as it was. */
export function liveArtifacts<K extends BoundArtifact["kind"]>(protocol: BoundProtocol, kind: K): readonly OfKind<K>[] {
  return [...protocol.artifacts.values()].filter(
    (artifact): artifact is OfKind<K> => isOfKind(artifact, kind) && artifact.status !== "retired",
  );
}

/** A store with the structure that declares it. */
export interface LocatedStore {
  readonly structure: OfKind<"STRUCTURE">;
  readonly store: BoundStore;
  readonly access: "read" | "write";
}

export type StoreNames = ReadonlyMap<string, ResolvedStore>;

/** The store that a use means, where the workflow resolves names to `names`. */
export function locateStore(
  use: StoreUse | undefined,
  { protocol, names }: { readonly protocol: BoundProtocol; readonly names: StoreNames },
): LocatedStore | undefined {
  if (use === undefined) return undefined;
  const resolved = names.get(use.name);
  const fqdn = use.structure ?? resolved?.structure;
  const structure = fqdn === undefined ? undefined : artifactNamed(protocol, fqdn, "STRUCTURE");
  const name = use.structure === undefined ? (resolved?.name ?? use.name) : use.name;
  const store = structure?.stores.find((candidate) => candidate.name === name);
  if (structure === undefined || store === undefined) return undefined;
  const isBorrowed = resolved?.structure === structure.fqdn && resolved.access === "read";
  return { structure, store, access: isBorrowed ? "read" : "write" };
}

/** True where the workflow is of the subdomain that owns the store. */
export function isOwnedBy(
  { fqdn, subdomain }: Pick<BoundWorkflow, "fqdn" | "subdomain">,
  { structure, store }: Pick<LocatedStore, "structure" | "store">,
): boolean {
  return namespaceOf(fqdn) === namespaceOf(structure.fqdn) && subdomain === store.owner;
}

function isOfKind<K extends BoundArtifact["kind"]>(artifact: BoundArtifact, kind: K): artifact is OfKind<K> {
  return artifact.kind === kind;
}
