import { type Diagnostic, type Fqdn, namespaceOf, nearestTo, rules } from "@pgs/governance";
import type { BoundArtifact, OutcomeSpec } from "../../3-bind/bound.ts";
import { liveArtifacts } from "../analysis/lookup.ts";
import { isPlatform } from "../analysis/namespace.ts";
import type { Subject } from "../analysis/subject.ts";

/** An outcome that a pipeline derives is known where its step declares it, so it is said there alone. */
export function* outcomeKnown({ protocol }: Subject): Generator<Diagnostic> {
  const vocabularies = liveArtifacts(protocol, "VOCAB");
  for (const artifact of protocol.artifacts.values()) {
    if (artifact.status === "retired") continue;
    const namespace = namespaceOf(artifact.fqdn);
    const isUsable = (fqdn: Fqdn) => namespaceOf(fqdn) === namespace || isPlatform(namespaceOf(fqdn));
    const terms = vocabularies.filter(({ fqdn }) => isUsable(fqdn)).flatMap((vocabulary) => vocabulary.terms);
    const names = new Set(terms.map(({ name }) => name));
    for (const { name, at } of outcomesDeclared(artifact)) {
      if (names.has(name)) continue;
      yield rules.outcomeKnown({ outcome: name, near: nearestTo(name, names) }, { at });
    }
  }
}

function outcomesDeclared(artifact: BoundArtifact): readonly OutcomeSpec[] {
  if (artifact.kind === "CS") return artifact.operations.flatMap(({ outcomes }) => outcomes);
  if (artifact.kind === "CC" && artifact.inline) return [];
  return artifact.kind === "CT" || artifact.kind === "CC" ? artifact.outcomes : [];
}
