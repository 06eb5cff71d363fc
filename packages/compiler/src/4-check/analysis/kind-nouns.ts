import type { BoundArtifact } from "../../3-bind/bound.ts";

/** What artifacts of a kind are called where they are counted. */
export const kindNouns: Readonly<Record<BoundArtifact["kind"], string>> = {
  AC: "actors",
  AS: "assertions",
  CC: "contracts",
  CS: "side_effects",
  CT: "transforms",
  ENTITY: "entities",
  EV: "events",
  IN: "intents",
  RB: "bindings",
  STRUCTURE: "structures",
  TE: "egresses",
  TEST_DATA: "test_data",
  TI: "routes",
  VOCAB: "vocabularies",
  WF: "workflows",
};
