import { type LocatedEntry, textAt, valueAt } from "../../2-parse/located.ts";
import { bindEntries, readable } from "../bind-expression.ts";
import type { BoundContract, BoundContractNode, BoundEntry, BoundField, BoundStep, Reference } from "../bound.ts";
import { deriveOutcomes } from "../derive-outcomes.ts";
import { completed } from "../full/complete.ts";
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
  const { owner, scope } = derivation;
  const { key, keyAt, value } = entry;
  const inputs = bindEntries(valueAt(value, "inputs"), { owner, scope, roots: readable.workflow });
  const text = textAt(value, "contract");
  const contract =
    text === undefined
      ? bindInlineContract(entry, { derivation, stores, inputs })
      : boundOf(resolveReference(text, { owner, says: `node \`${key}\``, kinds: ["CC"] }, scope), "CC", scope);
  if (contract === undefined) return undefined;
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

function bindInlineContract(
  { key, keyAt, value }: LocatedEntry,
  { derivation, stores, inputs }: Noding & { readonly inputs: readonly BoundEntry[] },
): BoundContract | undefined {
  const { owner, scope } = derivation;
  const use = bindUse(value, { owner, scope, says: `node \`${key}\`` });
  const fqdn = derivation.nameFor({ kind: "CC", suffix: key, at: keyAt });
  if (use === undefined || fqdn === undefined) return undefined;
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
    inputs: inputs.map(({ name, at }) => ({
      name,
      value: { kind: "path", path: { root: "inputs", segments: [name], text: `$.inputs.${name}` }, at },
      at,
    })),
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
  return derivation.add(completed(contract, undefined));
}

/** One field an input that the node gives. What the called artifact does not declare is `any`; a rule refuses it. */
function inputFields(inputs: readonly BoundEntry[], declared: readonly BoundField[]): readonly BoundField[] {
  return inputs.map(({ name, at }) => {
    const field = declared.find((one) => one.name === name);
    return field === undefined ? { name, type: { kind: "any" }, optional: false, at } : { ...field, at };
  });
}
