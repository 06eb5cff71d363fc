import type { Ledger, LinkedProgram, StoreRef } from "@pgs/runtime";
import { findName } from "./workspace/find-name.ts";

/** Every store that the program declares or the ledger holds something of, by id. */
export function knownStores(of: {
  readonly linked: LinkedProgram | undefined;
  readonly ledger: Ledger | undefined;
}): readonly StoreRef[] {
  const { linked, ledger } = of;
  const declared = (linked?.program.stores ?? []).map(({ structure, name, semantics }) => ({
    id: `${linked?.vocabulary.artifacts[structure] ?? ""}/${name}`,
    semantics,
  }));
  const stores = new Map([...declared, ...(ledger?.read.stores() ?? [])].map((store) => [store.id, store]));
  return [...stores.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Finds the store that a word means: `STORE`, `STRUCTURE/STORE` or the whole name. */
export function findStore(word: string, stores: readonly StoreRef[]): StoreRef {
  const id = findName(word, { noun: "store", names: stores.map((store) => store.id), separator: "/" });
  const found = stores.find((store) => store.id === id);
  if (found === undefined) throw new Error(`the store ${id} was found and is not there`);
  return found;
}
