import type { ObjectType } from "@pgs/governance";
import { asText, entriesOf, isTrueAt, type Located, type LocatedEntry, textAt, valueAt } from "../2-parse/located.ts";
import { baseOf } from "./base.ts";
import type { BoundStore, BoundStructure, StoreSemantics } from "./bound.ts";
import { bindFields, plainFields, recordOf } from "./fields.ts";
import { completed } from "./full/complete.ts";
import { boundOf, resolveReference } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";

export function bindStructure(owner: Declared, scope: Scope): BoundStructure {
  return completed(
    { ...baseOf(owner, "STRUCTURE"), stores: bindStores(valueAt(owner.tree, "stores"), { owner, scope }) },
    owner,
  );
}

/** Binds `stores:` of a structure, or the ones that a workflow owns; borrowed ones are passed over. */
export function bindStores(
  located: Located | undefined,
  place: { readonly owner: Declared; readonly scope: Scope },
): readonly BoundStore[] {
  return entriesOf(located)
    .filter(({ value }) => valueAt(value, "from") === undefined)
    .map((entry) => bindStore(entry, place));
}

function bindStore(
  { key, keyAt, value }: LocatedEntry,
  { owner, scope }: { readonly owner: Declared; readonly scope: Scope },
): BoundStore {
  const semantics = (asText(value) ?? textAt(value, "semantics"))?.text as StoreSemantics;
  const base = {
    name: key,
    semantics,
    secret: isTrueAt(value, "secret"),
    owner: textAt(value, "owner")?.text ?? owner.subdomain,
    at: keyAt,
  };
  const entity = textAt(value, "entity");
  if (entity !== undefined) {
    const reference = resolveReference(entity, { owner, says: `store \`${key}\``, kinds: ["ENTITY"] }, scope);
    const bound = boundOf(reference, "ENTITY", scope);
    return { ...base, record: bound === undefined ? undefined : keptIn(base, recordOf(bound)) };
  }
  const record = valueAt(value, "record");
  if (record === undefined) return { ...base, record: undefined };
  const fields = bindFields(record, { owner, scope, storeType: false });
  return { ...base, record: keptIn(base, { kind: "object", properties: plainFields(fields), open: false }) };
}

/** All of a secret store's record is secret. */
function keptIn({ secret }: Pick<BoundStore, "secret">, record: ObjectType): ObjectType {
  if (!secret) return record;
  return { ...record, properties: record.properties.map((field) => ({ ...field, secret: true })) };
}
