import type { Kind } from "@pgs/governance";

const nouns: Readonly<Record<Kind, string>> = {
  AC: "an actor",
  AS: "an assertion",
  CC: "a contract",
  CONSTITUTION: "a constitution",
  CS: "a side effect",
  CT: "a transform",
  ENTITY: "an entity",
  EV: "an event",
  IN: "an intent",
  INVARIANT: "an invariant",
  RB: "a binding",
  SCENARIO: "a scenario",
  STRUCTURE: "a structure",
  TE: "a transport egress",
  TEST_DATA: "test data",
  TI: "a transport ingress",
  VOCAB: "a vocabulary",
  WF: "a workflow",
};

/** The kind as people say it: `a transform`. */
export function nounOf(kind: Kind): string {
  return nouns[kind];
}
