import type { Field, Fqdn, Type } from "@pgs/governance";
import type { BoundArtifact, BoundProtocol } from "../../../3-bind/bound.ts";

type OfKind<K extends BoundArtifact["kind"]> = Extract<BoundArtifact, { readonly kind: K }>;

/** An artifact of a kind, which must be there. */
export function declared<K extends BoundArtifact["kind"]>(
  { artifacts }: BoundProtocol,
  fqdn: string | undefined,
  kind: K,
): OfKind<K> {
  const found = artifacts.get(fqdn as Fqdn);
  if (found?.kind !== kind) throw new Error(`there is no ${kind} ${fqdn}`);
  return found as OfKind<K>;
}

/** A closed record of fields. */
export function recordOf(properties: readonly Field[]): Type {
  return { kind: "object", properties, open: false };
}

/** What an operation takes or gives, with the record of its store put in its place. */
export function typeOf(fields: readonly Field[], record: Type): Type {
  return recordOf(fields.map((field) => ({ ...field, type: withRecord(field.type, record) })));
}

function withRecord(type: Type, record: Type): Type {
  if (type.kind === "store") return record;
  return type.kind === "array" ? { ...type, items: withRecord(type.items, record) } : type;
}
