import { isFqdn } from "@pgs/governance";
import type { Program } from "@pgs/runtime";
import type { BoundProtocol } from "../3-bind/bound.ts";
import { artifactsOfKind } from "./artifact.ts";
import { lowerContract } from "./lower-contract.ts";
import { lowerIndex } from "./lower-preconditions.ts";
import { lowerStore } from "./lower-store.ts";
import { lowerTransform, transformCode } from "./lower-transform.ts";
import { lowerWorkflow } from "./lower-workflow.ts";
import type { Lowered } from "./lowered.ts";
import { sensitivityOfFields } from "./sensitivity.ts";
import type { Tables } from "./tables.ts";
import { addressOf, openTables, schemasOf, sensitivitiesOf, sortedTables } from "./tables.ts";

/**
 * Gives the integer-addressed program of a checked graph, and its code as data. It holds what active workflows reach,
 * and every transform. Equal content gives equal tables, whatever the order of files and keys.
 */
export function lower(protocol: BoundProtocol): Lowered {
  const found = openTables(protocol);
  lowerAll(found);
  const tables = sortedTables(found);
  const { program, transforms } = lowerAll(tables);
  return {
    program,
    vocabulary: { format: 1, artifacts: tables.artifacts.texts().filter(isFqdn) },
    code: {
      readers: tables.readers.texts(),
      validators: schemasOf(tables),
      transforms,
      program,
    },
  };
}

function lowerAll(tables: Tables) {
  const program = lowerProgram(tables);
  return { program, transforms: tables.transforms.map((transform) => transformCode(transform, tables)) };
}

function lowerProgram(tables: Tables): Program {
  const workflows = artifactsOfKind(tables.protocol, "WF");
  const lowered = tables.workflows.map((workflow) => lowerWorkflow(workflow, tables));
  const indexes = tables.indexes.texts().map((key) => lowerIndex(key, tables));
  return {
    format: 1,
    workflows: lowered,
    contracts: tables.contracts.texts().map((key) => lowerContract(key, tables)),
    stores: tables.stores.texts().map((key) => lowerStore(key, tables)),
    ...(indexes.length === 0 ? {} : { indexes }),
    transforms: tables.transforms.map((transform) => lowerTransform(transform, tables)),
    events: lowerEvents(tables),
    sensitivities: sensitivitiesOf(tables),
    retired: workflows.filter(({ status }) => status === "retired").map(({ fqdn }) => addressOf(tables, fqdn)),
  };
}

/** An event that is no longer written may still be read: its fields stay sealed. */
function lowerEvents(tables: Tables): Program["events"] {
  return artifactsOfKind(tables.protocol, "EV").flatMap(({ fqdn, fields }) => {
    const sensitiveFields = sensitivityOfFields(tables, fields);
    return sensitiveFields === -1 ? [] : [{ artifact: addressOf(tables, fqdn), sensitiveFields }];
  });
}
