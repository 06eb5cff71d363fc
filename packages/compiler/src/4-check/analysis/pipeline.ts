import type { Field, Fqdn } from "@pgs/governance";
import { namespaceOf } from "@pgs/governance";
import type {
  BoundActor,
  BoundContract,
  BoundField,
  BoundProtocol,
  BoundStep,
  BoundTransform,
  BoundWorkflow,
  ResolvedStore,
} from "../../3-bind/bound.ts";
import { carryMarks } from "../../3-bind/carry-marks.ts";
import { contextOf } from "../../3-bind/context.ts";
import { heldAs } from "../../3-bind/mark.ts";
import { statesTypes } from "../../3-bind/stated-types.ts";
import { unknownType } from "../../compatibility/type-misfit.ts";
import { type Environment, fieldOf, heldBy } from "./environment.ts";
import type { Flow } from "./flow.ts";
import { artifactNamed, liveArtifacts, type StoreNames } from "./lookup.ts";
import { flowOfSteps } from "./pipeline-flow.ts";
import { type DeclaredRecord, declaredRecordOf, type Signature, signatureOf } from "./signature.ts";

/** A contract or a molecule, seen as one of its workflows resolves its stores. */
export interface Pipeline {
  readonly owner: BoundContract | BoundTransform;
  readonly steps: readonly PipelineStep[];
  readonly environment: Environment;
  readonly flow: Flow;
  readonly names: StoreNames;
}

export interface PipelineStep {
  readonly step: BoundStep;
  readonly signature: Signature;
  readonly record: DeclaredRecord | undefined;
  /** Every way it can end; a stated type adds VIOLATION. */
  readonly outcomes: readonly string[];
  /** What later steps may read of it. */
  readonly fields: readonly BoundField[];
}

/** Every contract once for each way workflows resolve it, and every molecule. */
export function pipelinesOf(protocol: BoundProtocol): readonly Pipeline[] {
  const users = usersOfContracts(protocol);
  const everywhere = contextOf(liveArtifacts(protocol, "AC"));
  const stores = storesByNamespace(protocol);
  const contracts = liveArtifacts(protocol, "CC").flatMap((contract) => {
    const seen = new Map<string, Pipeline>();
    for (const workflow of users.get(contract.fqdn) ?? []) {
      const actors = actorsOf(workflow, protocol);
      const key = JSON.stringify([storesUsed(contract, workflow), actors.map(({ fqdn }) => fqdn)]);
      if (seen.has(key)) continue;
      seen.set(key, viewPipeline({ owner: contract, context: contextOf(actors), names: workflow.stores, protocol }));
    }
    if (seen.size > 0) return [...seen.values()];
    const names = stores.get(namespaceOf(contract.fqdn)) ?? new Map();
    // What a store holds that nobody finds is not known; that it is not there was said where it is named.
    const isLost = contract.steps.some(({ store: use }) => use && use.structure === undefined && !names.has(use.name));
    if (isLost) return [];
    return [viewPipeline({ owner: contract, context: everywhere, names, protocol })];
  });
  const molecules = liveArtifacts(protocol, "CT").filter(({ body }) => body.kind === "molecule");
  return [...contracts, ...molecules.map((owner) => viewPipeline({ owner, context: [], names: new Map(), protocol }))];
}

/** True when every outcome of every step leads somewhere: else steps and exits may only seem cut off. */
export function isRouted({ steps, flow }: Pipeline): boolean {
  return steps.every(({ step, outcomes }) =>
    outcomes.every((name) => flow.leaving(step.name).some(({ outcome }) => outcome === name)),
  );
}

/** The actors that may start a workflow. */
export function actorsOf(workflow: BoundWorkflow, protocol: BoundProtocol): readonly BoundActor[] {
  const intent = artifactNamed(protocol, workflow.intent.fqdn, "IN");
  return (intent?.actors ?? []).flatMap(({ fqdn }) => artifactNamed(protocol, fqdn, "AC") ?? []);
}

export interface PipelineSource {
  readonly owner: BoundContract | BoundTransform;
  readonly context: readonly Field[];
  readonly names: StoreNames;
  readonly protocol: BoundProtocol;
}

function viewPipeline(source: PipelineSource): Pipeline {
  const { owner, names } = source;
  const { environment, steps } = viewSteps(source);
  return { owner, steps, environment, flow: flowOfSteps(steps), names };
}

/** What the steps of a pipeline may read and what they give. */
export function viewSteps({
  owner,
  context,
  names,
  protocol,
}: PipelineSource): Pick<Pipeline, "environment" | "steps"> {
  const results = new Map<string, readonly Field[]>();
  const environment: Environment = { inputs: owner.inputs, context, results };
  const steps = stepsOf(owner).map((step): PipelineStep => {
    const signature = markedSignature(step, { environment, protocol, names });
    const within = { ...environment, result: signature.outputs };
    const fields = step.outputs.map(({ name, from, type, at }): BoundField => {
      const { optional, declaredAt } = fieldOf(from, within);
      const held = heldAs(heldBy(from, within), type);
      return { name, optional, type: unknownType, ...held, at: (type === undefined ? declaredAt : undefined) ?? at };
    });
    results.set(step.name, fields);
    const checked = statesTypes(step) ? ["VIOLATION"] : [];
    const outcomes = new Set([...signature.outcomes.map(({ name }) => name), ...checked]);
    const record = declaredRecordOf(step, { protocol, names });
    return { step, signature, record, outcomes: [...outcomes], fields };
  });
  return { environment, steps };
}

/** The signature of a step as it is called here: what it is called with may mark what it gives. */
function markedSignature(step: BoundStep, { environment, ...within }: Calling): Signature {
  const signature = signatureOf(step, within);
  const transform = artifactNamed(within.protocol, step.uses.fqdn, "CT");
  if (transform === undefined) return signature;
  const given = new Map(step.inputs.map(({ name, value }) => [name, heldBy(value, environment)]));
  const find = (fqdn: Fqdn) => artifactNamed(within.protocol, fqdn, "CT");
  return { ...signature, outputs: carryMarks(transform, given, find) };
}

interface Calling {
  readonly environment: Environment;
  readonly protocol: BoundProtocol;
  readonly names: StoreNames;
}

function stepsOf(owner: BoundContract | BoundTransform): readonly BoundStep[] {
  if (owner.kind === "CC") return owner.steps;
  return owner.body.kind === "molecule" ? owner.body.steps : [];
}

function usersOfContracts(protocol: BoundProtocol): ReadonlyMap<Fqdn, readonly BoundWorkflow[]> {
  const users = new Map<Fqdn, BoundWorkflow[]>();
  for (const workflow of liveArtifacts(protocol, "WF")) {
    const used = new Set(workflow.nodes.flatMap((node) => (node.kind === "contract" ? [node.contract.fqdn] : [])));
    for (const fqdn of used) {
      const known = users.get(fqdn);
      if (known === undefined) users.set(fqdn, [workflow]);
      else known.push(workflow);
    }
  }
  return users;
}

function storesUsed(contract: BoundContract, workflow: BoundWorkflow): readonly unknown[] {
  return contract.steps.map(({ store }) => (store === undefined ? null : (workflow.stores.get(store.name) ?? null)));
}

/** For contracts that no workflow uses: of each name, the first store in the namespace. */
function storesByNamespace(protocol: BoundProtocol): ReadonlyMap<string, StoreNames> {
  const byNamespace = new Map<string, Map<string, ResolvedStore>>();
  for (const { fqdn, stores } of liveArtifacts(protocol, "STRUCTURE")) {
    const names = byNamespace.get(namespaceOf(fqdn)) ?? new Map<string, ResolvedStore>();
    byNamespace.set(namespaceOf(fqdn), names);
    for (const { name, at } of stores) {
      if (!names.has(name)) names.set(name, { structure: fqdn, name, access: "write", at });
    }
  }
  return byNamespace;
}
