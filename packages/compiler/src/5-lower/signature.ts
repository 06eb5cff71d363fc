import type { Field, Type } from "@pgs/governance";
import type { BoundOperation, BoundProtocol, BoundStep } from "../3-bind/bound.ts";
import { artifactOf } from "./artifact.ts";
import type { Signature } from "./pipeline.ts";
import type { Within } from "./store-resolution.ts";
import { storeOfStep } from "./store-resolution.ts";

/** Gives what a step of a contract takes and gives, `{entity: store}` replaced by the record of its store or event. */
export function signatureOf(step: BoundStep, within: Within): Signature {
  if (step.uses.kind === "transform") return artifactOf(within.protocol, step.uses.fqdn, "CT");
  const operation = operationOf(step, within.protocol);
  const record = recordOf(step, within);
  return {
    inputs: operation.inputs.map((field) => withRecord(field, record)),
    outputs: operation.outputs.map((field) => withRecord(field, record)),
    outcomes: operation.outcomes,
  };
}

export function operationOf({ name, uses }: BoundStep, protocol: BoundProtocol): BoundOperation {
  const operation =
    uses.kind === "side_effect"
      ? artifactOf(protocol, uses.fqdn, "CS").operations.find((candidate) => candidate.name === uses.op)
      : undefined;
  if (operation === undefined) throw new Error(`internal: step \`${name}\` asks for no declared operation`);
  return operation;
}

/** What a registry keeps under a key; the registry side effect makes it, no author declares it. */
const registryRecord: Type = {
  kind: "object",
  open: false,
  properties: ["address", "key", "target_cs", "target_ref"].map((name) => ({
    name,
    type: { kind: "string" },
    optional: name.startsWith("target_"),
  })),
};

/** Records of an events store that several events share. */
const anyRecord: Type = { kind: "object", open: true, properties: [] };

function recordOf(step: BoundStep, within: Within): Type {
  if (step.event !== undefined) {
    return { kind: "object", open: false, properties: artifactOf(within.protocol, step.event.fqdn, "EV").fields };
  }
  const store = storeOfStep(step, within);
  if (store?.semantics === "registry") return registryRecord;
  return store?.record ?? anyRecord;
}

function withRecord(field: Field, record: Type): Field {
  return { ...field, type: replaced(field.type, record) };
}

function replaced(type: Type, record: Type): Type {
  if (type.kind === "store") return record;
  if (type.kind === "array") return { ...type, items: replaced(type.items, record) };
  if (type.kind === "object") {
    return { ...type, properties: type.properties.map((field) => withRecord(field, record)) };
  }
  return type;
}
