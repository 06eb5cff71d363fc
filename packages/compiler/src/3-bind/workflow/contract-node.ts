import { type Located, type LocatedEntry, type LocatedText, textAt, valueAt } from "../../2-parse/located.ts";
import { bindEntries, readable } from "../bind-expression.ts";
import type { BoundContract, BoundContractNode, BoundEntry, BoundField, BoundStep, Reference } from "../bound.ts";
import { deriveOutcomes } from "../derive-outcomes.ts";
import { completed } from "../full/complete.ts";
import { liftPayload } from "../invoke/lift-payload.ts";
import { inferOutputs, withoutStoreType } from "../pipeline.ts";
import { boundOf, resolveReference } from "../reference.ts";
import { bindUse, type StepUse } from "../step-use.ts";
import { bindStepOutputs, impliedRoutes, outputsByName } from "../steps.ts";
import { recordOfEvent } from "../store-resolution.ts";
import type { Derivation } from "./derivation.ts";
import { bindEdges, withDefault } from "./edges.ts";
import { checkNodeOutputs } from "./node-outputs.ts";
import { bindPreconditions } from "./preconditions.ts";
import type { WorkflowStores } from "./workflow-stores.ts";

interface Noding {
  readonly derivation: Derivation;
  readonly stores: WorkflowStores;
}

/** A node with the contract that it fulfils. */
export interface ContractNode {
  readonly node: BoundContractNode;
  readonly contract: BoundContract;
}

/** Binds a node that names a contract, or makes the one-step contract of a node that names a transform or side effect. */
export function bindContractNode(entry: LocatedEntry, { derivation, stores }: Noding): ContractNode | undefined {
  const { key, keyAt, value } = entry;
  const text = textAt(value, "contract");
  const called =
    text === undefined
      ? bindInlineContract(entry, { derivation, stores })
      : bindNamedContract(text, { derivation, value, says: `node \`${key}\`` });
  if (called === undefined) return undefined;
  const { contract, inputs } = called;
  for (const { store } of contract.steps) if (store !== undefined) stores.find(store);
  const edges = bindEdges(valueAt(value, "next"));
  const fails = contract.outcomes.some(({ name }) => name === "BACKEND_ERROR");
  const next = fails ? withDefault(edges, { outcome: "BACKEND_ERROR", target: "FAILED", at: keyAt }) : edges;
  const reference: Reference = { fqdn: contract.fqdn, at: text?.at ?? keyAt };
  const says = `node \`${key}\``;
  const preconditions = bindPreconditions(value, { derivation, stores, says, roots: readable.workflow });
  return {
    node: { kind: "contract", name: key, contract: reference, inputs, preconditions, next, at: keyAt },
    contract,
  };
}

/** A contract, and what a node hands to it. */
interface Called {
  readonly contract: BoundContract;
  readonly inputs: readonly BoundEntry[];
}

interface Naming extends Pick<Noding, "derivation"> {
  readonly value: Located;
  readonly says: string;
}

function bindNamedContract(text: LocatedText, { derivation, value, says }: Naming): Called | undefined {
  const { owner, scope } = derivation;
  const inputs = bindEntries(valueAt(value, "inputs"), { owner, scope, roots: readable.workflow });
  const contract = boundOf(resolveReference(text, { owner, says, kinds: ["CC"] }, scope), "CC", scope);
  return contract && { contract, inputs };
}

function bindInlineContract({ key, keyAt, value }: LocatedEntry, { derivation, stores }: Noding): Called | undefined {
  const { owner, scope } = derivation;
  const use = bindUse(value, { owner, scope, says: `node \`${key}\``, roots: readable.workflow });
  const fqdn = derivation.nameFor({ kind: "CC", suffix: key, at: keyAt });
  if (use === undefined || fqdn === undefined) return undefined;
  const lifted = use.invoke && liftPayload(use.invoke);
  const inputs = lifted?.inputs ?? bindEntries(valueAt(value, "inputs"), { owner, scope, roots: readable.workflow });
  const found = use.store === undefined ? undefined : stores.find(use.store);
  const record = () => recordOfEvent(use, scope) ?? found?.store.record ?? { kind: "any" as const };
  const known: StepUse = { ...use, outputs: withoutStoreType(use.outputs, record) };
  const stated = valueAt(value, "outputs");
  const place = { owner, scope, roots: readable.stepOutput };
  if (stated !== undefined) checkNodeOutputs(stated, derivation);
  const outputs = stated === undefined ? outputsByName(known) : bindStepOutputs(stated, place);
  const step: BoundStep = {
    name: key.toLowerCase(),
    uses: use.uses,
    store: use.store,
    event: use.event,
    invoke: lifted?.invoke,
    inputs: lifted === undefined ? inputs.map(handedOn) : [],
    outputs,
    on: impliedRoutes(use, { outputs, isLast: true }),
    at: keyAt,
  };
  const used = [{ step, use: known }];
  const derived = deriveOutcomes(used);
  const fields = inferOutputs(used, { inputs: [], derived, owner, scope });
  const base = derivation.baseFor("CC", { fqdn, at: keyAt });
  const contract: Omit<BoundContract, "full"> = {
    ...base,
    inline: true,
    inputs: inputFields(inputs, withoutStoreType(use.inputs, record)),
    outputs: fields,
    outcomes: derived,
    steps: [step],
  };
  return { contract: derivation.add(completed(contract, undefined)), inputs };
}

function handedOn({ name, at }: BoundEntry): BoundEntry {
  const path = { root: "inputs" as const, segments: [name], text: `$.inputs.${name}` };
  return { name, value: { kind: "path", path, at }, at };
}

/** One field an input that the node gives. What the called artifact does not declare is `any`; a rule refuses it. */
function inputFields(inputs: readonly BoundEntry[], declared: readonly BoundField[]): readonly BoundField[] {
  return inputs.map(({ name, at }) => {
    const field = declared.find((one) => one.name === name);
    return field === undefined ? { name, type: { kind: "any" }, optional: false, at } : { ...field, at };
  });
}
