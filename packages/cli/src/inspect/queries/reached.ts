import type { Fqdn } from "@pgs/governance";
import type { SealedProtocol } from "../sealed-protocol.ts";

/** An artifact that is reached over references. */
export interface Reached {
  readonly artifact: Fqdn;
  /** How many references away; 1: directly. */
  readonly distance: number;
  /** The one before it on a shortest way; itself named first by code unit where there are several. */
  readonly via: Fqdn;
}

/** What a change of an artifact may touch: whatever refers to it, and whatever refers to that, nearest first. */
export function impactOf(protocol: SealedProtocol, fqdn: Fqdn): readonly Reached[] {
  return reachedFrom(fqdn, (from) => protocol.evidence.artifacts[from]?.referenced_by ?? []);
}

/** Assertions that have to be proved again where something changes, and the workflows that they are proved of. */
export function assertionsAtStake(
  protocol: SealedProtocol,
  changed: readonly string[],
): readonly { readonly assertion: string; readonly workflows: readonly string[] }[] {
  const touched = new Set(changed);
  return protocol.verdicts.assertions.flatMap(({ assertion, subjects }) => {
    const workflows = subjects.map(({ workflow }) => workflow).filter((workflow) => touched.has(workflow));
    return workflows.length === 0 ? [] : [{ assertion, workflows }];
  });
}

/** Everything that an artifact needs: whatever it refers to, and whatever that refers to, nearest first. */
export function allDependenciesOf(protocol: SealedProtocol, fqdn: Fqdn): readonly Reached[] {
  return reachedFrom(fqdn, (from) => protocol.evidence.artifacts[from]?.references ?? []);
}

function reachedFrom(start: Fqdn, next: (from: Fqdn) => readonly Fqdn[]): readonly Reached[] {
  const found = new Map<Fqdn, Reached>();
  let edge: readonly Fqdn[] = [start];
  for (let distance = 1; edge.length > 0; distance += 1) {
    const ring = new Map<Fqdn, Reached>();
    for (const via of edge) {
      for (const artifact of next(via)) {
        if (artifact !== start && !found.has(artifact) && !ring.has(artifact)) {
          ring.set(artifact, { artifact, distance, via });
        }
      }
    }
    edge = [...ring.keys()].sort();
    for (const name of edge) found.set(name, ring.get(name) as Reached);
  }
  return [...found.values()];
}
