import type { Field, Type } from "@pgs/governance";
import type { BoundSideEffect } from "../../3-bind/bound.ts";
import type { StoreOperation } from "./maker.ts";

/** A store of a made protocol, with the record that each key of it, or each event in it, holds. */
export interface MadeStore {
  readonly semantics: string;
  readonly record: Type;
  readonly store?: string;
  readonly event?: string;
}

/** Every operation of a side effect on a store of the right semantics. */
export function operationsOn(effects: readonly BoundSideEffect[], stores: readonly MadeStore[]): StoreOperation[] {
  return effects.flatMap(({ fqdn, operations }) =>
    operations.flatMap((operation) =>
      stores
        .filter(({ semantics, event }) => {
          const isWritten = operation.semantics === "append";
          return (operation.stores as readonly string[]).includes(semantics) && isWritten === (event !== undefined);
        })
        .map(({ record, store, event }) => ({
          code: fqdn,
          op: operation.name,
          isRead: operation.semantics === "read",
          ...(store === undefined ? {} : { store }),
          ...(event === undefined ? {} : { event }),
          inputs: operation.inputs.map((field) => withRecord(field, record)),
          outputs: operation.outputs.map((field) => withRecord(field, record)),
          outcomes: Object.fromEntries(operation.outcomes.map(({ name, guarantees }) => [name, guarantees])),
        })),
    ),
  );
}

function withRecord(field: Field, record: Type): Field {
  return { ...field, type: replaced(field.type, record) };
}

function replaced(type: Type, record: Type): Type {
  if (type.kind === "store") return record;
  if (type.kind === "array") return { ...type, items: replaced(type.items, record) };
  if (type.kind !== "object") return type;
  return { ...type, properties: type.properties.map((field) => withRecord(field, record)) };
}
