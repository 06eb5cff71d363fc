import { type Diagnostic, namespaceOf, nearestTo, rules, spellingFix } from "@pgs/governance";
import type { BoundArtifact, BoundVocabulary, OutcomeSpec } from "../../3-bind/bound.ts";
import { outcomeNames } from "../analysis/causes.ts";
import { isPlatform } from "../analysis/namespace.ts";
import type { Subject } from "../analysis/subject.ts";

/** An outcome that a pipeline derives is known where its step declares it, so it is said there alone. */
export function* outcomeKnown({ all, live }: Subject): Generator<Diagnostic> {
  const vocabularies = live("VOCAB");
  const namesIn = new Map<string, ReadonlySet<string>>();
  for (const artifact of all()) {
    if (artifact.status === "retired") continue;
    const namespace = namespaceOf(artifact.fqdn);
    const names = namesIn.get(namespace) ?? namesUsable(namespace, vocabularies);
    namesIn.set(namespace, names);
    for (const { name, at } of outcomesDeclared(artifact)) {
      if (names.has(name)) continue;
      const fix = spellingFix({ word: name, at }, names);
      yield rules.outcomeKnown(
        { outcome: name, near: nearestTo(name, names) },
        { at, fix, explains: outcomeNames(artifact.fqdn) },
      );
    }
  }
}

function namesUsable(namespace: string, vocabularies: readonly BoundVocabulary[]): ReadonlySet<string> {
  const usable = vocabularies.map(({ fqdn, terms }) => ({ owner: namespaceOf(fqdn), terms }));
  const near = usable.filter(({ owner }) => owner === namespace || isPlatform(owner));
  return new Set(near.flatMap(({ terms }) => terms.map(({ name }) => name)));
}

function outcomesDeclared(artifact: BoundArtifact): readonly OutcomeSpec[] {
  if (artifact.kind === "CS") return artifact.operations.flatMap(({ outcomes }) => outcomes);
  if (artifact.kind === "CC" && artifact.inline) return [];
  return artifact.kind === "CT" || artifact.kind === "CC" ? artifact.outcomes : [];
}
