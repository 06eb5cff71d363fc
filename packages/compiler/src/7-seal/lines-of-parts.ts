import { lineColumnOf, type Span } from "@pgs/governance";
import type { BoundArtifact, BoundNode } from "../3-bind/bound.ts";

/** Where an artifact and its parts stand in its source, counted from 1. */
export interface DeclaredLines {
  readonly line: number;
  /** By name: the nodes of a workflow and the events they look up, the steps of a contract or a molecule, the payload fields of an intent. */
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

function partsOf(artifact: BoundArtifact): readonly { readonly name: string; readonly at: Span }[] {
  switch (artifact.kind) {
    case "WF":
      return artifact.nodes.flatMap((node) => [node, ...preconditionsOf(node)]);
    case "CC":
      return artifact.steps;
    case "IN":
      return artifact.payload;
    case "CT":
      return artifact.body.kind === "molecule" ? artifact.body.steps : [];
    default:
      return [];
  }
}

/** By the node and the event that it looks up, `ADMIT/blockchain::EV_X_V0`. */
function preconditionsOf(node: BoundNode): readonly { readonly name: string; readonly at: Span }[] {
  if (node.kind === "exit") return [];
  return node.preconditions.map(({ event }) => ({ name: `${node.name}/${event.fqdn}`, at: event.at }));
}
