import type { Fqdn, Json } from "@pgs/governance";
import { isFqdn } from "@pgs/governance";
import type { ArtifactEvidence, Evidence, Program, SourceDigest } from "@pgs/runtime";
import type { BoundArtifact, BoundProtocol, BoundWorkflow } from "../3-bind/bound.ts";
import type { Lowered } from "../5-lower/lowered.ts";
import { linesOfParts } from "./lines-of-parts.ts";

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

/**
 * Every text of the whole artifact that names another one: in an artifact without short forms all references are FQDNs.
 * Only where a workflow's stores were found stands in no text.
 */
function referencesOf(artifact: BoundArtifact, protocol: BoundProtocol): readonly Fqdn[] {
  const found = new Set<Fqdn>(artifact.kind === "WF" ? structuresOf(artifact) : []);
  const visit = (value: Json): void => {
    if (typeof value === "string") {
      const [name = ""] = value.split("/", 1);
      if (name !== artifact.fqdn && isFqdn(name) && protocol.artifacts.has(name)) found.add(name);
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

function structuresOf({ stores }: BoundWorkflow): readonly Fqdn[] {
  return [...stores.values()].map(({ structure }) => structure);
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
