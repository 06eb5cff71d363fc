import { type Diagnostic, type Field, rules, type Type } from "@pgs/governance";
import type { BoundArtifact, BoundField } from "../../3-bind/bound.ts";
import type { Subject } from "../analysis/subject.ts";

/** Refuses what cannot be kept yet: a mark that protects nothing is worse than none. */
export function* secretProtected({ protocol }: Subject): Generator<Diagnostic> {
  for (const artifact of protocol.artifacts.values()) {
    for (const field of fieldsOf(artifact)) {
      const mark = markIn(field);
      if (mark !== undefined) yield rules.secretProtected({ field: field.name, mark }, { at: field.at });
    }
    if (artifact.kind !== "STRUCTURE") continue;
    for (const { name, secret, record, at } of artifact.stores) {
      const mark = secret ? "secret" : record === undefined ? undefined : markOf(record);
      if (mark !== undefined) yield rules.secretProtected({ field: name, mark }, { at });
    }
  }
}

function fieldsOf(artifact: BoundArtifact): readonly BoundField[] {
  switch (artifact.kind) {
    case "AC":
      return artifact.attributes;
    case "ENTITY":
    case "EV":
      return artifact.fields;
    case "IN":
      return artifact.payload;
    case "CC":
    case "CT":
      return [...artifact.inputs, ...artifact.outputs];
    case "CS":
      return artifact.operations.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]);
    case "RB":
    case "STRUCTURE":
    case "TE":
    case "TEST_DATA":
    case "TI":
    case "VOCAB":
    case "WF":
      return [];
  }
}

function markIn(field: Field): string | undefined {
  if (field.secret === true) return "secret";
  return field.personal === true ? "personal" : markOf(field.type);
}

/** An entity is marked at its own fields, and said there. */
function markOf(type: Type): string | undefined {
  if (type.kind === "array") return markOf(type.items);
  if (type.kind !== "object" || type.entity !== undefined) return undefined;
  return type.properties.map(markIn).find((mark) => mark !== undefined);
}
