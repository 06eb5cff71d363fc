import type { StoreRef } from "../ports.ts";
import type { LinkedProgram } from "./linked-program.ts";

/** The FQDN at an address; empty: none. */
export function nameOf(linked: LinkedProgram, address: number): string {
  return linked.vocabulary.artifacts[address] ?? "";
}

/** A store of the program as the ledger knows it, e.g. `blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR`. */
export function storeRefOf(linked: LinkedProgram, index: number): StoreRef {
  const store = linked.program.stores[index];
  if (store === undefined) throw new Error(`the program has no store ${index}`);
  return { id: `${nameOf(linked, store.structure)}/${store.name}`, semantics: store.semantics };
}
