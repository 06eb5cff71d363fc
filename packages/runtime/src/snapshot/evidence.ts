import type { Fqdn } from "@pgs/governance";

/** The path of the file in a snapshot. */
export const evidenceFile = "evidence.json";

/** `evidence.json`: which source made which artifact, and where it is in the program. No run depends on it. */
export interface Evidence {
  readonly format: 1;
  readonly sources: readonly SourceDigest[];
  readonly artifacts: Readonly<Record<Fqdn, ArtifactEvidence>>;
}

/** One source: its printed path and the hex SHA-256 of its bytes. */
export interface SourceDigest {
  readonly path: string;
  readonly sha256: string;
}

export interface ArtifactEvidence {
  readonly source: string;
  /** Where in the source it is declared, from 1. */
  readonly line: number;
  /**
   * The lines of its parts. Nodes, steps and payload fields stand by their names, events that a node looks up by
   * `<node>/<event>`, all else by its key and name, e.g. `inputs/actor_id`, `stores/ACTOR`, `hosts/<side effect>`.
   */
  readonly parts: Readonly<Record<string, number>>;
  /** Index in the vocabulary; -1: the program does not need it. */
  readonly address: number;
  /** Where in `program.json` it is executed, e.g. `workflows/0`. */
  readonly program: readonly string[];
  /** What its text names, and of a workflow the structures in which its stores were found. */
  readonly references: readonly Fqdn[];
  readonly referenced_by: readonly Fqdn[];
}
