import type { Field, Fqdn, Span, Type } from "@pgs/governance";
import type { BoundArtifact, BoundField, BoundNode, BoundStep, Reference, StoreUse } from "../../3-bind/bound.ts";
import { referencesOfAssertion } from "./assertion-references.ts";

/** Everything an artifact names, each where it names it. What was derived for it is not among them. */
export function referencesOf(artifact: BoundArtifact): readonly Reference[] {
  switch (artifact.kind) {
    case "AC":
      return entitiesIn(artifact.attributes);
    case "AS":
      return referencesOfAssertion(artifact);
    case "ENTITY":
      return entitiesIn(artifact.fields);
    case "EV":
      return [...entitiesIn(artifact.fields), ...storeReference(artifact.store)];
    case "IN":
      return [...entitiesIn(artifact.payload), ...artifact.actors];
    case "CT":
      return [
        ...entitiesIn([...artifact.inputs, ...artifact.outputs]),
        ...(artifact.body.kind === "molecule" ? artifact.body.steps.flatMap(referencesOfStep) : []),
      ];
    case "TEST_DATA":
      return artifact.cases.map((one) => one.transform);
    case "CS":
      return artifact.operations.flatMap(({ inputs, outputs }) => entitiesIn([...inputs, ...outputs]));
    case "STRUCTURE":
      return artifact.stores.flatMap(({ record, at }) =>
        record === undefined ? [] : entitiesOf(record).map((fqdn) => ({ fqdn, at })),
      );
    case "RB":
      return artifact.derived
        ? []
        : [
            ...(artifact.structure === undefined ? [] : [artifact.structure]),
            ...artifact.hosts.map(({ sideEffect }) => sideEffect),
          ];
    case "TE":
      return [artifact.workflow];
    case "TI":
      return [artifact.workflow, ...(artifact.egress === undefined ? [] : [artifact.egress])];
    case "VOCAB":
      return [];
    case "CC":
      return [...entitiesIn([...artifact.inputs, ...artifact.outputs]), ...artifact.steps.flatMap(referencesOfStep)];
    case "WF":
      return [
        artifact.intent,
        artifact.binding,
        ...(artifact.structure === undefined ? [] : [artifact.structure]),
        ...artifact.nodes.flatMap(referencesOfNode),
        ...[...artifact.stores.values()].map(({ structure, at }) => ({ fqdn: structure, at })),
      ];
  }
}

function referencesOfStep({ uses, event, store, invoke }: BoundStep): readonly Reference[] {
  return [
    { fqdn: uses.fqdn, at: uses.at },
    ...(event === undefined ? [] : [event]),
    ...storeReference(store),
    ...(invoke?.cases.map(({ workflow }) => workflow) ?? []),
    ...(invoke?.as === undefined ? [] : [invoke.as]),
  ];
}

function referencesOfNode(node: BoundNode): readonly Reference[] {
  if (node.kind === "exit") return node.emit.map(({ event }) => event);
  const looked = node.preconditions.flatMap(({ event, unlessLater }) => [event, ...unlessLater]);
  return node.kind === "contract" ? [node.contract, ...looked] : looked;
}

function storeReference(store: StoreUse | undefined): readonly Reference[] {
  return store?.structure === undefined ? [] : [{ fqdn: store.structure, at: store.at }];
}

function entitiesIn(fields: readonly BoundField[]): readonly Reference[] {
  return fields.flatMap(({ type, at }) => entitiesOf(type).map((fqdn): { fqdn: Fqdn; at: Span } => ({ fqdn, at })));
}

/** Entities that a type names itself: what they name in turn is theirs. */
function entitiesOf(type: Type): readonly Fqdn[] {
  if (type.kind === "array") return entitiesOf(type.items);
  if (type.kind !== "object") return [];
  if (type.entity !== undefined) return [type.entity];
  return type.properties.flatMap((field: Field) => entitiesOf(field.type));
}
