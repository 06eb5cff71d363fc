import type { Field, Fqdn } from "@pgs/governance";
import { namespaceOf } from "@pgs/governance";
import type {
  BoundActor,
  BoundContract,
  BoundProtocol,
  BoundRoute,
  BoundStep,
  BoundTransform,
  BoundWorkflow,
  Expr,
  ResolvedStore,
} from "../../3-bind/bound.ts";
import { contextOf, type Environment, fieldOf } from "./environment.ts";
import { Flow, type FlowEdge } from "./flow.ts";
import { artifactNamed, liveArtifacts, type StoreNames } from "./lookup.ts";
import { fieldsGiven, type Signature, signatureOf } from "./signature.ts";

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
  /** Every way it can end; a stated type adds VIOLATION. */
  readonly outcomes: readonly string[];
  /** What later steps may read of it. */
  readonly fields: readonly Field[];
}

/** The node of a pipeline's flow that stands for leaving with an outcome. */
export function exitNode(outcome: string): string {
  return `leave with ${outcome}`;
}

/** The outcome that `exitNode` stands for; undefined for a step. */
export function exitOutcome(node: string): string | undefined {
  return node.startsWith(exitNode("")) ? node.slice(exitNode("").length) : undefined;
}

/** Every contract once for each way workflows resolve it, and every molecule. */
export function pipelinesOf(protocol: BoundProtocol): readonly Pipeline[] {
  const users = usersOfContracts(protocol);
  const everyActor = liveArtifacts(protocol, "AC");
  const contracts = liveArtifacts(protocol, "CC").flatMap((contract) => {
    const seen = new Map<string, Pipeline>();
    for (const workflow of users.get(contract.fqdn) ?? []) {
      const actors = actorsOf(workflow, protocol);
      const key = JSON.stringify([storesUsed(contract, workflow), actors.map(({ fqdn }) => fqdn)]);
      if (seen.has(key)) continue;
      seen.set(key, viewPipeline({ owner: contract, actors, names: workflow.stores, protocol }));
    }
    if (seen.size > 0) return [...seen.values()];
    return [viewPipeline({ owner: contract, actors: everyActor, names: likelyStores(contract, protocol), protocol })];
  });
  const molecules = liveArtifacts(protocol, "CT").filter(({ body }) => body.kind === "molecule");
  return [...contracts, ...molecules.map((owner) => viewPipeline({ owner, actors: [], names: new Map(), protocol }))];
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

interface PipelineSource {
  readonly owner: BoundContract | BoundTransform;
  readonly actors: readonly BoundActor[];
  readonly names: StoreNames;
  readonly protocol: BoundProtocol;
}

function viewPipeline({ owner, actors, names, protocol }: PipelineSource): Pipeline {
  const results = new Map<string, readonly Field[]>();
  const environment: Environment = { inputs: owner.inputs, context: contextOf(actors), results };
  const steps = stepsOf(owner).map((step): PipelineStep => {
    const signature = signatureOf(step, { protocol, names });
    const within = { ...environment, result: signature.outputs };
    const fields = step.outputs.map(({ name, from, type }) => {
      const field = fieldOf(from, within);
      return { ...field, name, type: type ?? field.type };
    });
    results.set(step.name, fields);
    const isChecked = step.outputs.some(({ type }) => type !== undefined);
    const outcomes = new Set([...signature.outcomes.map(({ name }) => name), ...(isChecked ? ["VIOLATION"] : [])]);
    return { step, signature, outcomes: [...outcomes], fields };
  });
  return { owner, steps, environment, flow: flowOf(steps), names };
}

function stepsOf(owner: BoundContract | BoundTransform): readonly BoundStep[] {
  if (owner.kind === "CC") return owner.steps;
  return owner.body.kind === "molecule" ? owner.body.steps : [];
}

/** Routes of impossible outcomes and to steps that are not there are left out: rules of their own report them. */
function flowOf(steps: readonly PipelineStep[]): Flow {
  const names = steps.map(({ step }) => step.name);
  const edges = steps.flatMap(({ step, signature, outcomes }, index) =>
    step.on.flatMap((route): readonly FlowEdge[] => {
      const to = targetOf(route, { index, names });
      if (to === undefined || !outcomes.includes(route.outcome)) return [];
      const gains = gainsOf(step, { signature, outcome: route.outcome });
      return [{ from: step.name, outcome: route.outcome, to, gains, at: route.targetAt }];
    }),
  );
  return new Flow(names[0] ?? "", edges);
}

function targetOf(
  { target }: BoundRoute,
  { index, names }: { readonly index: number; readonly names: readonly string[] },
): string | undefined {
  if (target.kind === "exit") return exitNode(target.outcome);
  if (target.kind === "continue") return names[index + 1];
  return names.indexOf(target.name) > index ? target.name : undefined;
}

function gainsOf(
  step: BoundStep,
  { signature, outcome }: { readonly signature: Signature; readonly outcome: string },
): ReadonlySet<string> {
  const given = new Set(fieldsGiven(signature, outcome).map(({ name }) => name));
  const assigned = step.outputs.filter(({ from }) => resultReads(from).every((name) => given.has(name)));
  return new Set(assigned.flatMap(({ name }) => [`${step.name}.${name}`, `.${name}`]));
}

function resultReads(expr: Expr): readonly string[] {
  if (expr.kind === "object") return expr.entries.flatMap(({ value }) => resultReads(value));
  if (expr.kind === "array") return expr.items.flatMap(resultReads);
  return expr.kind === "path" && expr.path.root === "result" ? expr.path.segments.slice(0, 1) : [];
}

function usersOfContracts(protocol: BoundProtocol): ReadonlyMap<Fqdn, readonly BoundWorkflow[]> {
  const users = new Map<Fqdn, BoundWorkflow[]>();
  for (const workflow of liveArtifacts(protocol, "WF")) {
    const used = new Set(workflow.nodes.flatMap((node) => (node.kind === "contract" ? [node.contract.fqdn] : [])));
    for (const fqdn of used) users.set(fqdn, [...(users.get(fqdn) ?? []), workflow]);
  }
  return users;
}

function storesUsed(contract: BoundContract, workflow: BoundWorkflow): readonly unknown[] {
  return contract.steps.map(({ store }) => (store === undefined ? null : (workflow.stores.get(store.name) ?? null)));
}

/** No workflow uses the contract: its stores are the first of their names in the namespace. */
function likelyStores(contract: BoundContract, protocol: BoundProtocol): StoreNames {
  const names = new Map<string, ResolvedStore>();
  for (const structure of liveArtifacts(protocol, "STRUCTURE")) {
    if (namespaceOf(structure.fqdn) !== namespaceOf(contract.fqdn)) continue;
    for (const { name, at } of structure.stores) {
      if (!names.has(name)) names.set(name, { structure: structure.fqdn, name, access: "write", at });
    }
  }
  return names;
}
