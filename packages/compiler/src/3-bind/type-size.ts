import type { Type } from "@pgs/governance";

/** How much a type holds once every entity is written out, and how deep it nests. */
export interface TypeSize {
  readonly size: number;
  readonly depth: number;
}

/** Measures a type. Each field list is measured once: entities share theirs, or their number would double a level. */
export function typeSize(type: Type): TypeSize {
  if (type.kind === "array") {
    const items = typeSize(type.items);
    return { size: items.size + 1, depth: items.depth + 1 };
  }
  if (type.kind !== "object") return { size: 1, depth: 0 };
  const known = measured.get(type.properties);
  if (known !== undefined) return known;
  let size = 1;
  let depth = 0;
  for (const field of type.properties) {
    const inner = typeSize(field.type);
    size += inner.size;
    depth = Math.max(depth, inner.depth);
  }
  const found = { size, depth: depth + 1 };
  measured.set(type.properties, found);
  return found;
}

const measured = new WeakMap<object, TypeSize>();
