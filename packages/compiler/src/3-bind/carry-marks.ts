import type { Field, Fqdn, Type } from "@pgs/governance";
import type { BoundEntry, BoundTransform } from "./bound.ts";
import { heldByExpression, type Roots } from "./expression-type.ts";
import { deepestMark, exposureOf, type Held, heldAs, heldIn, keysOf, type Mark, markOf, strongest } from "./mark.ts";

/** What a transform is called with, by the names of its inputs. */
export type Given = ReadonlyMap<string, Held>;

type Find = (fqdn: Fqdn) => BoundTransform | undefined;

/**
 * The outputs of a transform that is called with something marked. One that may hold a copy of it is marked alike unless
 * it is disclosed: of code, one that may hold anything; of a molecule, one that its steps hand on. One that states what it
 * holds was declared with its marks.
 */
export function carryMarks(transform: BoundTransform, given: Given, find: Find): BoundTransform["outputs"] {
  const { outputs, discloses, body } = transform;
  const mark = strongest(...[...given.values()].map(deepestMark));
  if (mark === undefined) return outputs;
  const made = body.kind === "molecule" ? handedOn(transform, given, find) : undefined;
  return outputs.map((output) => {
    if (discloses.some(({ name }) => name === output.name)) return output;
    if (made === undefined) return holdsAnything(output.type) ? marked(output, mark) : output;
    const held = (made.get(output.name) ?? []).filter((each) => exposureOf(each, heldIn(output, undefined)));
    return held.length === 0 ? output : marked(output, strongest(...held.map(deepestMark)));
  });
}

/** What the values of entries are, by their names. */
export function givenBy(entries: readonly BoundEntry[], roots: Roots): Given {
  return new Map(
    entries.flatMap(({ name, value }) => {
      const held = heldByExpression(value, roots);
      return held === undefined ? [] : [[name, held] as const];
    }),
  );
}

/** The field, kept at least as well as a mark asks. */
export function marked<F extends Field>(field: F, mark: Mark | undefined): F {
  const { secret: _secret, personal: _personal, ...rest } = field;
  return { ...rest, ...keysOf(strongest(markOf(field), mark)) } as F;
}

/** A field that keeps what it is given as it was kept there: part by part where both have the part, else as a whole. */
export function keptAs<F extends Field>(field: F, source: Held | undefined): F {
  if (source === undefined || exposureOf(source, heldIn(field, undefined)) === undefined) return field;
  const { type } = field;
  if (source.mark !== undefined || type.kind !== "object" || source.type.kind !== "object") {
    return marked(field, deepestMark(source));
  }
  const parts = source.type.properties;
  const isKnown = parts.every(({ name }) => type.properties.some((property) => property.name === name));
  if (!isKnown) return marked(field, deepestMark(source));
  const properties = type.properties.map((property) => {
    const part = parts.find(({ name }) => name === property.name);
    return part === undefined ? property : keptAs(property, heldIn(part, undefined));
  });
  return { ...field, type: { ...type, properties } };
}

/** What the steps of a molecule give under each name, when the molecule is called with `given`. */
function handedOn({ inputs, body }: BoundTransform, given: Given, find: Find): ReadonlyMap<string, readonly Held[]> {
  const made = new Map<string, Held[]>();
  const called = inputs.map((field) => keptAs(field, given.get(field.name)));
  const results = new Map<string, readonly Field[]>();
  for (const step of body.kind === "molecule" ? body.steps : []) {
    const rootsWith =
      (result: readonly Field[]): Roots =>
      ({ root, segments }) => {
        const [earlier = "", ...rest] = segments;
        if (root === "results") return { fields: results.get(earlier) ?? [], segments: rest };
        return { fields: root === "inputs" ? called : result, segments };
      };
    const callee = find(step.uses.fqdn);
    const result = callee === undefined ? [] : carryMarks(callee, givenBy(step.inputs, rootsWith([])), find);
    const fields = step.outputs.flatMap(({ name, from, type }): readonly Field[] => {
      const field = heldAs(heldByExpression(from, rootsWith(result)), type);
      return field === undefined ? [] : [{ name, optional: false, ...field }];
    });
    results.set(step.name, fields);
    for (const field of fields) made.set(field.name, [...(made.get(field.name) ?? []), heldIn(field, undefined)]);
  }
  return made;
}

/** True if nothing is declared of some part of a value, which may then be a copy of anything. */
function holdsAnything(type: Type): boolean {
  switch (type.kind) {
    case "any":
    case "store":
      return true;
    case "array":
      return holdsAnything(type.items);
    case "object":
      return type.open || type.properties.some((field) => holdsAnything(field.type));
    default:
      return false;
  }
}
