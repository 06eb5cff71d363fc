import type { Field, ObjectType } from "@pgs/governance";
import type { BoundArtifact, BoundEvent, BoundStore, BoundStructure } from "./bound.ts";
import { marked } from "./carry-marks.ts";
import { deepestMark, heldIn } from "./mark.ts";
import type { Scope } from "./scope.ts";

/**
 * Marks what is read of a log. Its events type what is written; whoever reads all of it meets the fields of each, and those
 * that any of them marks are marked then. What nothing is marked in stays as it is.
 */
export function markEventStores(scope: Scope): void {
  const artifacts = [...scope.bound.values()];
  const marks = artifacts.filter(isEvent).flatMap(markedFields);
  if (marks.length === 0) return;
  for (const structure of artifacts.filter(isStructure)) {
    const stores = structure.stores.map((store) => {
      const within = marks.filter((each) => each.store === `${structure.fqdn}/${store.name}`);
      return within.length === 0
        ? store
        : withMarked(
            store,
            within.map(({ field }) => field),
          );
    });
    if (stores.some((store, index) => store !== structure.stores[index])) scope.replace({ ...structure, stores });
  }
}

interface MarkedField {
  /** `<STRUCTURE>/<NAME>`. */
  readonly store: string;
  readonly field: Field;
}

function markedFields({ store, fields }: BoundEvent): readonly MarkedField[] {
  return fields.flatMap((field) => {
    const mark = deepestMark(heldIn(field, undefined));
    if (mark === undefined) return [];
    const read: Field = { name: field.name, type: { kind: "any" }, optional: true };
    return [{ store: `${store.structure}/${store.name}`, field: marked(read, mark) }];
  });
}

function withMarked(store: BoundStore, fields: readonly Field[]): BoundStore {
  const declared: ObjectType =
    store.record?.kind === "object" ? store.record : { kind: "object", properties: [], open: true };
  const properties = new Map(declared.properties.map((field) => [field.name, field]));
  for (const field of fields) {
    const known = properties.get(field.name) ?? field;
    properties.set(field.name, marked(known, deepestMark(heldIn(field, undefined))));
  }
  return { ...store, record: { ...declared, properties: [...properties.values()] } };
}

function isEvent(artifact: BoundArtifact): artifact is BoundEvent {
  return artifact.kind === "EV";
}

function isStructure(artifact: BoundArtifact): artifact is BoundStructure {
  return artifact.kind === "STRUCTURE";
}
