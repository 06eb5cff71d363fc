import type { Field, Fqdn, JsonObject, Type } from "@pgs/governance";
import type { Address, Program, ReaderIndex, SensitiveLeaf, ValidatorIndex } from "@pgs/runtime";
import type { BoundContract, BoundProtocol, BoundTransform, BoundWorkflow } from "../3-bind/bound.ts";
import { contextOf } from "../3-bind/context.ts";
import { artifactsOfKind } from "./artifact.ts";
import type { Interner } from "./interner.ts";
import { openInterner, sortedInterner } from "./interner.ts";
import { schemaOfFields, schemaOfType } from "./type-schema.ts";

/**
 * What lowering numbers. Lowering runs twice over the same graph: once with open tables, to learn what is needed,
 * and once with the same texts sorted, so that every number depends on content only.
 */
export interface Tables {
  readonly protocol: BoundProtocol;
  readonly transforms: readonly BoundTransform[];
  /** Those that run, in the order of the program. */
  readonly workflows: readonly BoundWorkflow[];
  /** `$.context` as contracts see it, whoever may ask. */
  readonly context: readonly Field[];
  readonly artifacts: Interner;
  readonly readers: Interner;
  readonly validators: Interner;
  readonly stores: Interner;
  /** By their text as JSON: event, store key, fields. */
  readonly indexes: Interner;
  readonly contracts: Interner;
  /** By their text as JSON. */
  readonly sensitivities: Interner;
  /** What each key of `contracts` stands for. */
  readonly specialised: Map<string, Specialised>;
}

/** A contract with the workflow whose stores and hosts it resolves by. */
export interface Specialised {
  readonly contract: BoundContract;
  readonly workflow: BoundWorkflow;
}

export function openTables(protocol: BoundProtocol): Tables {
  return tablesWith(protocol, openInterner);
}

export function sortedTables(found: Tables): Tables {
  return {
    ...tablesWith(found.protocol, openInterner),
    artifacts: sortedInterner(found.artifacts.texts()),
    readers: sortedInterner(found.readers.texts()),
    validators: sortedInterner(found.validators.texts()),
    stores: sortedInterner(found.stores.texts()),
    indexes: sortedInterner(found.indexes.texts()),
    contracts: sortedInterner(found.contracts.texts()),
    sensitivities: sortedInterner(found.sensitivities.texts()),
  };
}

export function addressOf(tables: Tables, fqdn: Fqdn): Address {
  return tables.artifacts.indexOf(fqdn);
}

export function readerOf(tables: Tables, code: string): ReaderIndex {
  return tables.readers.indexOf(code);
}

export function validatorOfType(tables: Tables, type: Type): ValidatorIndex {
  return tables.validators.indexOf(JSON.stringify(schemaOfType(type)));
}

export function validatorOfFields(tables: Tables, fields: readonly Field[]): ValidatorIndex {
  return tables.validators.indexOf(JSON.stringify(schemaOfFields(fields)));
}

export function schemasOf(tables: Tables): readonly JsonObject[] {
  return tables.validators.texts().map((text): JsonObject => JSON.parse(text));
}

export function sensitivitiesOf(tables: Tables): Program["sensitivities"] {
  return tables.sensitivities.texts().map((text): readonly SensitiveLeaf[] => JSON.parse(text));
}

function tablesWith(protocol: BoundProtocol, interner: () => Interner): Tables {
  return {
    protocol,
    transforms: artifactsOfKind(protocol, "CT"),
    workflows: artifactsOfKind(protocol, "WF").filter(({ status }) => status === "active"),
    context: contextOf(artifactsOfKind(protocol, "AC")),
    artifacts: interner(),
    readers: interner(),
    validators: interner(),
    stores: interner(),
    indexes: interner(),
    contracts: interner(),
    sensitivities: interner(),
    specialised: new Map(),
  };
}
