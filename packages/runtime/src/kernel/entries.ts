import { type Fqdn, rules } from "@pgs/governance";
import type { Validator } from "../snapshot/linked-program.ts";
import type { Address, ContractNodeProgram, ContractProgram, ValidatorIndex } from "../snapshot/program.ts";
import { nowhere } from "./reason-of.ts";
import { stop, type Walk } from "./walk.ts";

/** An index without an entry is a fault, never a default. */
export function noEntry(walk: Walk, table: string, index: number): never {
  return stop(walk, rules.runEntryExists({ table, index: `${index}` }, nowhere));
}

export function contractOf(walk: Walk, { contract }: ContractNodeProgram): ContractProgram {
  return walk.linked.program.contracts[contract] ?? noEntry(walk, "contracts", contract);
}

export function validatorAt(walk: Walk, index: ValidatorIndex): Validator {
  return walk.linked.validators[index] ?? noEntry(walk, "validators", index);
}

export function nameAt(walk: Walk, address: Address): Fqdn {
  return walk.linked.vocabulary.artifacts[address] ?? noEntry(walk, "artifacts", address);
}
