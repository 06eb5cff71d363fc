import type { Fqdn, Json } from "@pgs/governance";
import { isFqdn } from "@pgs/governance";
import type { Program } from "@pgs/runtime";
import type { BoundArtifact, BoundProtocol } from "../3-bind/bound.ts";
import type { Lowered } from "../5-lower/lowered.ts";
import { linesOfParts } from "./lines-of-parts.ts";
import type { SourceDigest } from "./source-digests.ts";

/** What `evidence.json` says: which source made which artifact, and where it is in the program. */
export interface Evidence {
  readonly format: 1;
  readonly sources: readonly SourceDigest[];
  readonly artifacts: Readonly<Record<string, ArtifactEvidence>>;
}

export interface ArtifactEvidence {
  readonly source: string;
  /** Where in the source it is declared, from 1. */
  readonly line: number;
  /** By name, the lines of its nodes, steps or payload fields. */
  readonly parts: Readonly<Record<string, number>>;
  /** Index in the vocabulary; -1: the program does not need it. */
  readonly address: number;
  /** Where in `program.json` it is executed, e.g. `workflows/0`. */
  readonly program: readonly string[];
  readonly references: readonly Fqdn[];
  readonly referenced_by: readonly Fqdn[];
}

/** Traces every artifact from its source to its addresses in the program, and its references both ways. */
export function evidenceOf(traced: {
  readonly protocol: BoundProtocol;
  readonly lowered: Lowered;
  readonly sources: readonly SourceDigest[];
}): Evidence {
  const { protocol, lowered, sources } = traced;
  const artifacts = [...protocol.artifacts.values()].sort((a, b) => (a.fqdn < b.fqdn ? -1 : 1));
  const references = new Map(artifacts.map((artifact) => [artifact.fqdn, referencesOf(artifact, protocol)]));
  const referencedBy = inverted(references);
  const places = placesIn(lowered.program);
  const addresses = new Map(lowered.vocabulary.artifacts.map((fqdn, address) => [fqdn, address]));
  return {
    format: 1,
    sources,
    artifacts: Object.fromEntries(
      artifacts.map((artifact) => {
        const { fqdn, source } = artifact;
        const address = addresses.get(fqdn) ?? -1;
        const evidence: ArtifactEvidence = {
          source: source.path,
          ...linesOfParts(artifact),
          address,
          program: places.get(address) ?? [],
          references: references.get(fqdn) ?? [],
          referenced_by: referencedBy.get(fqdn) ?? [],
        };
        return [fqdn, evidence];
      }),
    ),
  };
}

/** Every text of the whole artifact that names another one: in an artifact without short forms all references are FQDNs. */
function referencesOf(artifact: BoundArtifact, protocol: BoundProtocol): readonly Fqdn[] {
  const found = new Set<Fqdn>();
  const visit = (value: Json): void => {
    if (typeof value === "string") {
      if (value !== artifact.fqdn && isFqdn(value) && protocol.artifacts.has(value)) found.add(value);
    } else if (value !== null && typeof value === "object") {
      for (const [key, member] of Object.entries(value)) {
        visit(key);
        visit(member);
      }
    }
  };
  visit(artifact.full);
  return [...found].sort();
}

function inverted(references: ReadonlyMap<Fqdn, readonly Fqdn[]>): ReadonlyMap<Fqdn, readonly Fqdn[]> {
  const by = new Map<Fqdn, Fqdn[]>();
  for (const [from, targets] of references) {
    for (const target of targets) by.set(target, [...(by.get(target) ?? []), from]);
  }
  return by;
}

function placesIn(program: Program): ReadonlyMap<number, readonly string[]> {
  const places = new Map<number, string[]>();
  for (const table of ["workflows", "contracts", "transforms"] as const) {
    for (const [index, { artifact }] of program[table].entries()) {
      places.set(artifact, [...(places.get(artifact) ?? []), `${table}/${index}`]);
    }
  }
  return places;
}
