import type { Kind } from "@pgs/governance";

/** Kinds as people say them: one, and several; in the order in which a reader looks for them. */
export const kindWords: readonly (readonly [kind: Kind, one: string, several: string])[] = [
  ["WF", "workflow", "workflows"],
  ["TI", "route", "routes"],
  ["TE", "answer of a route", "answers of routes"],
  ["AS", "assertion", "assertions"],
  ["IN", "intent", "intents"],
  ["AC", "actor", "actors"],
  ["CC", "contract", "contracts"],
  ["CT", "transform", "transforms"],
  ["CS", "side effect", "side effects"],
  ["EV", "event", "events"],
  ["ENTITY", "entity", "entities"],
  ["STRUCTURE", "structure", "structures"],
  ["RB", "binding", "bindings"],
  ["TEST_DATA", "list of cases", "lists of cases"],
  ["SCENARIO", "scenario", "scenarios"],
  ["VOCAB", "vocabulary", "vocabularies"],
  ["INVARIANT", "invariant", "invariants"],
  ["CONSTITUTION", "constitution", "constitutions"],
];

/** `1 workflow`, `2 workflows`. */
export function countedKind(count: number, kind: Kind): string {
  return `${count} ${kindNoun(kind, count)}`;
}

/** The kind of one artifact, or of several. */
export function kindNoun(kind: Kind, count = 1): string {
  const [, one, several] = kindWords.find(([known]) => known === kind) ?? ["", kind, kind];
  return count === 1 ? one : several;
}
