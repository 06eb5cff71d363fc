import type { Json, JsonObject } from "@pgs/governance";
import type {
  BoundArtifact,
  BoundBinding,
  BoundEgress,
  BoundSideEffect,
  BoundStructure,
  BoundTransform,
} from "../bound.ts";
import { printFields } from "./print-fields.ts";
import { printOutcomes, printStep } from "./print-steps.ts";
import { printWorkflow } from "./print-workflow.ts";

type WithoutFull<A> = A extends BoundArtifact ? Omit<A, "full"> : never;

/** What stands below the header, per kind, in the order in which the dialect describes it. */
export function printBody(artifact: WithoutFull<BoundArtifact>): JsonObject {
  switch (artifact.kind) {
    case "AC":
      return { type: artifact.type, attributes: printFields(artifact.attributes) };
    case "AS":
      return artifact.written;
    case "CC":
      return {
        inputs: printFields(artifact.inputs),
        outputs: printFields(artifact.outputs),
        outcomes: printOutcomes(artifact.outcomes),
        pipeline: artifact.steps.map(printStep),
      };
    case "CS":
      return printSideEffect(artifact);
    case "CT":
      return printTransform(artifact);
    case "ENTITY":
      return {
        fields: printFields(artifact.fields),
        ...(artifact.identity.length === 0 ? {} : { identity: artifact.identity }),
      };
    case "EV": {
      const { structure, name } = artifact.store;
      return { store: structure === undefined ? name : `${structure}/${name}`, fields: printFields(artifact.fields) };
    }
    case "IN":
      return {
        payload: printFields(artifact.payload),
        actors: artifact.actors.map(({ fqdn }) => fqdn),
        principal: artifact.principal,
      };
    case "RB":
      return printBinding(artifact);
    case "STRUCTURE":
      return printStructure(artifact);
    case "TE":
      return printEgress(artifact);
    case "TEST_DATA":
      return {
        transform: artifact.cases[0]?.transform.fqdn ?? "",
        cases: artifact.cases.map(({ name, inputs, outcome, outputs }) => ({
          case: name,
          inputs,
          outcome,
          ...(outputs === undefined ? {} : { outputs }),
        })),
      };
    case "TI":
      return {
        method: artifact.method,
        path: artifact.path.text,
        workflow: artifact.workflow.fqdn,
        ...(artifact.egress === undefined ? {} : { egress: artifact.egress.fqdn }),
        key: artifact.key,
      };
    case "VOCAB":
      return { of: "outcomes", terms: Object.fromEntries(artifact.terms.map(({ name, meaning }) => [name, meaning])) };
    case "WF":
      return printWorkflow(artifact);
  }
}

function printSideEffect({ hosts, operations }: Omit<BoundSideEffect, "full">): JsonObject {
  const printed = operations.map((operation): readonly [string, Json] => [
    operation.name,
    {
      semantics: operation.semantics,
      ...(operation.invokes === undefined ? {} : { invokes: operation.invokes }),
      ...(operation.repeatable === true ? { repeatable: true } : {}),
      stores: operation.stores,
      inputs: printFields(operation.inputs),
      outputs: printFields(operation.outputs),
      outcomes: printOutcomes(operation.outcomes),
    },
  ]);
  return { hosts, operations: Object.fromEntries(printed) };
}

function printTransform({ body, inputs, outputs, outcomes, discloses }: Omit<BoundTransform, "full">): JsonObject {
  return {
    ...(body.kind === "atom" ? { code: `${body.module}#${body.name}` } : { compose: body.steps.map(printStep) }),
    inputs: printFields(inputs),
    outputs: printFields(outputs),
    outcomes: printOutcomes(outcomes),
    ...(discloses.length === 0 ? {} : { discloses: discloses.map(({ name }) => name) }),
  };
}

function printBinding({ structure, hosts }: Omit<BoundBinding, "full">): JsonObject {
  const printed = hosts.map(({ sideEffect, host, policy }): readonly [string, Json] => [
    sideEffect.fqdn,
    policy === undefined ? host : { host, policy: { ...policy } },
  ]);
  return { ...(structure === undefined ? {} : { structure: structure.fqdn }), hosts: Object.fromEntries(printed) };
}

function printStructure({ stores, subdomain }: Omit<BoundStructure, "full">): JsonObject {
  const printed = stores.map(({ name, semantics, record, secret, owner }): readonly [string, Json] => {
    const entity = record?.kind === "object" ? record.entity : undefined;
    const typed =
      record?.kind !== "object" ? {} : entity === undefined ? { record: printFields(record.properties) } : { entity };
    const owned = owner === subdomain ? {} : { owner };
    return [name, { semantics, ...typed, ...owned, ...(secret ? { secret } : {}) }];
  });
  return { stores: Object.fromEntries(printed) };
}

function printEgress({ workflow, exits }: Omit<BoundEgress, "full">): JsonObject {
  const printed = exits.map(({ exit, outputs }): readonly [string, Json] => [
    exit,
    { outputs: Object.fromEntries(outputs.map(({ name, from }) => [name, `$.outputs.${from}`])) },
  ]);
  return { workflow: workflow.fqdn, exits: Object.fromEntries(printed) };
}
