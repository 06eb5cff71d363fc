import { isFqdn } from "@pgs/governance";
import type { StoreProgram } from "@pgs/runtime";
import { sensitivityOfFields } from "./sensitivity.ts";
import { storeNamed } from "./store-resolution.ts";
import type { Tables } from "./tables.ts";
import { addressOf, validatorOfType } from "./tables.ts";

/** Gives a reached store, by its key `<STRUCTURE>/<NAME>`. */
export function lowerStore(key: string, tables: Tables): StoreProgram {
  const [structure = "", name = ""] = key.split("/");
  if (!isFqdn(structure)) throw new Error(`internal: \`${key}\` names no store`);
  const store = storeNamed({ structure, name }, tables.protocol);
  return {
    structure: addressOf(tables, structure),
    name,
    semantics: store.semantics,
    record: store.record === undefined || store.semantics === "registry" ? -1 : validatorOfType(tables, store.record),
    sensitiveRecord: sensitivityOfFields(tables, store.record?.kind === "object" ? store.record.properties : []),
  };
}
