import type { Field, Type } from "@pgs/governance";
import type { BoundTransform } from "./bound.ts";
import { keysOf, type Mark, type MarkKeys, markOf, strongest } from "./mark.ts";

/**
 * The outputs of a transform that is called with something marked. One that may hold anything may hold a copy of it, and
 * is then marked alike unless it is disclosed. One that states what it holds was declared with its marks.
 */
export function carryMarks<F extends Field>(
  { outputs, discloses }: { readonly outputs: readonly F[]; readonly discloses: BoundTransform["discloses"] },
  mark: Mark | undefined,
): readonly F[] {
  if (mark === undefined) return outputs;
  return outputs.map((output) =>
    holdsAnything(output.type) && !discloses.some(({ name }) => name === output.name) ? marked(output, mark) : output,
  );
}

/** The field, kept at least as well as a mark asks. */
export function marked<F extends Field>(field: F, mark: Mark | undefined): F {
  const { secret: _secret, personal: _personal, ...rest } = field;
  const keys: MarkKeys = keysOf(strongest(markOf(field), mark));
  return { ...rest, ...keys } as F;
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
