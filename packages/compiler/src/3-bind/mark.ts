import type { Field, Type } from "@pgs/governance";

/** Why a value is not shown: `secret` follows everything that is made of it, `personal` follows copies. */
export type Mark = "secret" | "personal";

/** A value's type and the mark over all of it. Marks of its parts stand in the type. */
export interface Held {
  readonly type: Type;
  readonly mark: Mark | undefined;
}

/** The keys of a field that carry a mark. */
export type MarkKeys = Pick<Field, "secret" | "personal">;

/** What a field's own keys say of all of its value. */
export function markOf({ secret, personal }: MarkKeys): Mark | undefined {
  if (secret === true) return "secret";
  return personal === true ? "personal" : undefined;
}

export function keysOf(mark: Mark | undefined): MarkKeys {
  if (mark === undefined) return {};
  return mark === "secret" ? { secret: true } : { personal: true };
}

/** What holds where both do: a secret is kept at least as well as what is personal. */
export function strongest(...marks: readonly (Mark | undefined)[]): Mark | undefined {
  if (marks.includes("secret")) return "secret";
  return marks.includes("personal") ? "personal" : undefined;
}

/** What a field holds, given the mark over the place that it is in. */
export function heldIn(field: Field, around: Mark | undefined): Held {
  return { type: field.type, mark: strongest(around, markOf(field)) };
}

/** The strongest mark in a value, its parts included. */
export function deepestMark({ type, mark }: Held): Mark | undefined {
  if (mark === "secret") return mark;
  if (type.kind === "array") return deepestMark({ type: type.items, mark });
  if (type.kind !== "object") return mark;
  return strongest(mark, ...type.properties.map((field) => deepestMark(heldIn(field, mark))));
}

/** The type and marks of a value whose type may be stated anew: what was marked in it then marks it all. */
export function heldAs(held: Held | undefined, stated: Type | undefined): (Pick<Field, "type"> & MarkKeys) | undefined {
  if (stated === undefined) return held === undefined ? undefined : { type: held.type, ...keysOf(held.mark) };
  return { type: stated, ...keysOf(held === undefined ? undefined : deepestMark(held)) };
}

/** A part of a value that is marked where its target is not. `at` is the way to it from the value, `.name.first`. */
export interface Exposure {
  readonly mark: Mark;
  readonly at: string;
}

/** Finds the first part of what is handed over that its target does not keep as it must be kept. */
export function exposureOf(source: Held, target: Held): Exposure | undefined {
  if (target.mark === "secret") return undefined;
  if (source.mark !== undefined && source.mark !== target.mark && !isKeptInParts(source.mark, target)) {
    return { mark: source.mark, at: "" };
  }
  if (source.type.kind === "array") {
    const items = target.type.kind === "array" ? target.type.items : ({ kind: "any" } as const);
    const found = exposureOf({ type: source.type.items, mark: undefined }, { type: items, mark: target.mark });
    return found && { ...found, at: `.*${found.at}` };
  }
  if (source.type.kind !== "object") return undefined;
  for (const field of source.type.properties) {
    const found = exposureOf(heldIn(field, undefined), partOf(target, field.name));
    if (found !== undefined) return { ...found, at: `.${field.name}${found.at}` };
  }
  return undefined;
}

/** A record all of whose parts are kept is kept itself. */
function isKeptInParts(mark: Mark, { type, mark: around }: Held): boolean {
  if (type.kind !== "object" || type.open || type.properties.length === 0) return false;
  return type.properties.every((field) => {
    const held = heldIn(field, around);
    return held.mark === "secret" || held.mark === mark || isKeptInParts(mark, held);
  });
}

function partOf({ type, mark }: Held, name: string): Held {
  const field = type.kind === "object" ? type.properties.find((each) => each.name === name) : undefined;
  return field === undefined ? { type: { kind: "any" }, mark } : heldIn(field, mark);
}
