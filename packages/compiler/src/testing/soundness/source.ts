import type { Field, Type } from "@pgs/governance";

/** A path that may be read, and what it gives. */
export interface Source {
  readonly path: string;
  readonly type: Type;
  /** It may be absent. */
  readonly optional: boolean;
}

/** Every path into a field, from `path` on, that the dialect lets one read. */
export function sourcesIn(path: string, { type, optional }: Pick<Field, "type" | "optional">): readonly Source[] {
  const itself: Source = { path, type, optional };
  if (type.kind === "any" || type.kind === "store" || type.nullable === true) return [itself];
  if (type.kind === "array" && (type.minItems ?? 0) > 0)
    return [itself, ...sourcesIn(`${path}.0`, { type: type.items, optional })];
  if (type.kind !== "object") return [itself];
  const inner = type.properties.flatMap((field) =>
    sourcesIn(`${path}.${field.name}`, { type: field.type, optional: optional || field.optional }),
  );
  return [itself, ...inner];
}

/** Every path into fields that stand under `root`. */
export function sourcesOf(root: string, fields: readonly Field[]): readonly Source[] {
  return fields.flatMap((field) => sourcesIn(`${root}.${field.name}`, field));
}
