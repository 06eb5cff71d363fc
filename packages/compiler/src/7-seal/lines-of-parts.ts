import { lineColumnOf, type Span } from "@pgs/governance";
import type { BoundArtifact, BoundNode, BoundWorkflow } from "../3-bind/bound.ts";

/** Where an artifact and its parts stand in its source, counted from 1. */
export interface DeclaredLines {
  readonly line: number;
  /** By name, as `ArtifactEvidence` has them. */
  readonly parts: Readonly<Record<string, number>>;
}

/** Finds the lines at which a reader would change an artifact. What another file implied is left out. */
export function linesOfParts(artifact: BoundArtifact): DeclaredLines {
  const { source, at } = artifact;
  const lineOf = (span: Span): number => lineColumnOf(source.text, span.start).line;
  const parts = partsOf(artifact).filter((part) => part.at.file === source.path);
  return {
    line: at.file === source.path ? lineOf(at) : 1,
    parts: Object.fromEntries(parts.map((part) => [part.name, lineOf(part.at)])),
  };
}

type Part = { readonly name: string; readonly at: Span };

function partsOf(artifact: BoundArtifact): readonly Part[] {
  switch (artifact.kind) {
    case "WF":
      return [...artifact.nodes.flatMap((node) => [node, ...preconditionsOf(node)]), ...storesOf(artifact)];
    case "CC":
      return [...artifact.steps, ...membersOf(artifact, ["inputs", "outputs", "outcomes"])];
    case "IN":
      return [...artifact.payload, ...artifact.actors.map(({ fqdn, at }) => ({ name: `actors/${fqdn}`, at }))];
    case "CT":
      return [
        ...(artifact.body.kind === "molecule" ? artifact.body.steps : []),
        ...membersOf(artifact, ["inputs", "outputs", "outcomes", "discloses"]),
      ];
    case "AC":
      return membersOf(artifact, ["attributes"]);
    case "CS":
      return membersOf(artifact, ["operations"]);
    case "ENTITY":
    case "EV":
      return membersOf(artifact, ["fields"]);
    case "RB":
      return artifact.hosts.map(({ sideEffect, at }) => ({ name: `hosts/${sideEffect.fqdn}`, at }));
    case "STRUCTURE":
      return membersOf(artifact, ["stores"]);
    default:
      return [];
  }
}

/** What stands under the given keys, by key and name. */
function membersOf<K extends string>(
  artifact: { readonly [key in K]: readonly Part[] },
  keys: readonly K[],
): readonly Part[] {
  return keys.flatMap((key) => artifact[key].map(({ name, at }) => ({ name: `${key}/${name}`, at })));
}

/** The stores that a workflow says where to find. */
function storesOf({ stores }: BoundWorkflow): readonly Part[] {
  return [...stores].map(([name, { at }]) => ({ name: `stores/${name}`, at }));
}

/** By the node and the event that it looks up, `ADMIT/blockchain::EV_X_V0`. */
function preconditionsOf(node: BoundNode): readonly Part[] {
  if (node.kind === "exit") return [];
  return node.preconditions.map(({ event }) => ({ name: `${node.name}/${event.fqdn}`, at: event.at }));
}
