import type { StoreRef } from "../ports.ts";
import type { LinkedProgram } from "./linked-program.ts";

/** The FQDN at an address; empty: none. */
export function nameOf(linked: LinkedProgram, address: number): string {
  return linked.vocabulary.artifacts[address] ?? "";
}

/**
 * A store of the program as the ledger knows it, e.g. `blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR`. Of one
 * program the same store is always the same object.
 */
export function storeRefOf(linked: LinkedProgram, index: number): StoreRef {
  const known = storeRefs.get(linked) ?? refsOf(linked);
  const ref = known[index];
  if (ref === undefined) throw new Error(`the program has no store ${index}`);
  return ref;
}

const storeRefs = new WeakMap<LinkedProgram, readonly StoreRef[]>();

function refsOf(linked: LinkedProgram): readonly StoreRef[] {
  const refs = linked.program.stores.map(({ structure, name, semantics }): StoreRef => {
    return { id: `${nameOf(linked, structure)}/${name}`, semantics };
  });
  storeRefs.set(linked, refs);
  return refs;
}
