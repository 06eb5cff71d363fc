import { codeOf, type Field, type Span, type Type } from "@pgs/governance";
import type { BoundInvoke, BoundOperation, BoundProtocol, BoundStep, OutcomeSpec } from "../../3-bind/bound.ts";
import { childrenOf, invokeOutputs } from "../../3-bind/invoke/invoke-outputs.ts";
import { artifactNamed, locateStore, type StoreNames } from "./lookup.ts";

/** What a step's transform or operation takes and gives, store records resolved. */
export interface Signature {
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly outcomes: readonly OutcomeSpec[];
}

interface Within {
  readonly protocol: BoundProtocol;
  readonly names: StoreNames;
}

/** The signature of a step, `{entity: store}` replaced by the record of its event or store. */
export function signatureOf(step: BoundStep, within: Within): Signature {
  const nothing: Signature = { inputs: [], outputs: [], outcomes: [] };
  if (step.uses.kind === "transform") return artifactNamed(within.protocol, step.uses.fqdn, "CT") ?? nothing;
  const operation = operationOf(step, within.protocol);
  if (operation === undefined) return nothing;
  const record = recordOf(step, within);
  const outputs = step.invoke === undefined ? operation.outputs : answersOf(step.invoke, { operation, ...within });
  return {
    inputs: operation.inputs.map((field) => withRecord(field, record)),
    outputs: outputs.map((field) => withRecord(field, record)),
    outcomes: operation.outcomes,
  };
}

function answersOf(
  invoke: BoundInvoke,
  { operation, protocol }: Pick<Within, "protocol"> & { readonly operation: BoundOperation },
): readonly Field[] {
  return invokeOutputs(operation, childrenOf(invoke, protocol.artifacts));
}

/** The operation that a step performs; undefined for a transform. */
export function operationOf({ uses }: BoundStep, protocol: BoundProtocol): BoundOperation | undefined {
  if (uses.kind === "transform") return undefined;
  return artifactNamed(protocol, uses.fqdn, "CS")?.operations.find(({ name }) => name === uses.op);
}

/** An input that is the record of an event or a store, and who declares that record. */
export interface DeclaredRecord {
  readonly input: string;
  readonly of: string;
  /** Where the step names the event, or where the store is declared. */
  readonly at: Span;
}

/** The input of a step that is a record which an event or a store declares. */
export function declaredRecordOf(step: BoundStep, within: Within): DeclaredRecord | undefined {
  const field = operationOf(step, within.protocol)?.inputs.find(({ type }) => type.kind === "store");
  if (field === undefined) return undefined;
  if (step.event !== undefined) return { input: field.name, of: codeOf(step.event.fqdn), at: step.event.at };
  const located = locateStore(step.store, within);
  if (located === undefined || step.store === undefined) return undefined;
  const { record } = located.store;
  const declarer = record?.kind === "object" && record.entity !== undefined ? record.entity : located.structure.fqdn;
  return { input: field.name, of: codeOf(declarer), at: located.store.at };
}

/** What an outcome hands over: what it guarantees, and whatever is optional. */
export function fieldsGiven(signature: Pick<Signature, "outputs" | "outcomes">, outcome: string): readonly Field[] {
  const guarantees = signature.outcomes.find(({ name }) => name === outcome)?.guarantees;
  if (guarantees === undefined) return [];
  return signature.outputs.filter((field) => field.optional || guarantees.includes(field.name));
}

const registryRecord: Type = {
  kind: "object",
  open: false,
  properties: ["address", "key", "target_cs", "target_ref"].map((name) => ({
    name,
    type: { kind: "string" },
    optional: name.startsWith("target_"),
  })),
};
const anyRecord: Type = { kind: "object", open: true, properties: [] };

function recordOf(step: BoundStep, within: Within): Type {
  const event = step.event === undefined ? undefined : artifactNamed(within.protocol, step.event.fqdn, "EV");
  if (event !== undefined) return { kind: "object", open: false, properties: event.fields };
  const store = locateStore(step.store, within)?.store;
  return store?.semantics === "registry" ? registryRecord : (store?.record ?? anyRecord);
}

function withRecord<F extends Field>(field: F, record: Type): F {
  return { ...field, type: replaced(field.type, record) };
}

function replaced(type: Type, record: Type): Type {
  if (type.kind === "store") return record;
  if (type.kind === "array") return { ...type, items: replaced(type.items, record) };
  if (type.kind !== "object") return type;
  return { ...type, properties: type.properties.map((field) => withRecord(field, record)) };
}
