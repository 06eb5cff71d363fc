import { codeOf, type Field, type Fqdn, type Label, type ObjectType, type Span, type Type } from "@pgs/governance";
import type { BoundProtocol, BoundStep } from "../../3-bind/bound.ts";
import { deepestMark, heldIn, type Mark, markOf } from "../../3-bind/mark.ts";
import { placeOf } from "./environment.ts";
import { artifactNamed, locateStore, type StoreNames } from "./lookup.ts";
import type { Signature } from "./signature.ts";

/** Where a mark is declared, and the name of the field that has it. */
export interface MarkPlace {
  readonly span: Span;
  readonly name: string;
}

/**
 * Finds the declaration that marks what a path leads to: of a field on it, or of the first marked part of what it leads
 * to. Of a field of an entity that is where the entity declares it.
 */
export function placeOfMark(
  segments: readonly string[],
  fields: readonly Field[],
  protocol?: BoundProtocol,
): MarkPlace | undefined {
  let type: Type = { kind: "object", properties: fields, open: false };
  let span: Span | undefined;
  for (const rest = [...segments]; ; ) {
    if (type.kind === "array") {
      rest.shift();
      type = type.items;
      continue;
    }
    if (type.kind !== "object") return undefined;
    const { entity, properties }: ObjectType = type;
    const name = rest.shift();
    const field: Field | undefined =
      name === undefined ? properties.find(isMarked) : properties.find((each) => each.name === name);
    if (field === undefined) return undefined;
    span = placeOf(field) ?? declaredIn(entity, { name: field.name, protocol }) ?? span;
    if (markOf(field) !== undefined) return span && { span, name: field.name };
    type = field.type;
  }
}

interface Stored {
  readonly step: BoundStep;
  readonly signature: Signature;
  readonly mark: Mark;
  readonly names: StoreNames;
  readonly protocol: BoundProtocol;
}

/** Where a mark in the answer of an operation comes from: an entity, the store that keeps its records, the operation. */
export function placeOfStoredMark(
  segments: readonly string[],
  { step, signature, mark, names, protocol }: Stored,
): readonly Label[] {
  const place = placeOfMark(segments, signature.outputs, protocol);
  if (place === undefined) return [];
  const located = locateStore(step.store, { protocol, names });
  const isOfOperation = place.span.file === artifactNamed(protocol, step.uses.fqdn, "CS")?.at.file;
  if (located === undefined || !isOfOperation) {
    return [{ span: place.span, text: `\`${place.name}\` is declared ${mark} here` }];
  }
  const [logged] = [...protocol.artifacts.values()].flatMap((event) => {
    if (event.kind !== "EV" || event.store.structure !== located.structure.fqdn) return [];
    if (event.store.name !== located.store.name) return [];
    return event.fields
      .filter((field) => field.name === place.name && isMarked(field))
      .map(({ at }) => ({ span: at, text: `\`${place.name}\` of \`${codeOf(event.fqdn)}\` is declared ${mark} here` }));
  });
  const kept = { span: located.store.at, text: `\`${place.name}\` of what \`${located.store.name}\` holds is ${mark}` };
  return [logged ?? kept];
}

function isMarked(field: Field): boolean {
  return deepestMark(heldIn(field, undefined)) !== undefined;
}

function declaredIn(
  entity: Fqdn | undefined,
  { name, protocol }: { readonly name: string; readonly protocol: BoundProtocol | undefined },
): Span | undefined {
  if (entity === undefined || protocol === undefined) return undefined;
  return artifactNamed(protocol, entity, "ENTITY")?.fields.find((field) => field.name === name)?.at;
}
