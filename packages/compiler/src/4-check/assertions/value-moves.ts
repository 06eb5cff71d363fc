import { codeOf, type Fqdn, type Span, type Type } from "@pgs/governance";
import type { BoundContractNode, BoundEntry, BoundStep, BoundTransform, Expr } from "../../3-bind/bound.ts";
import { artifactNamed, locateStore } from "../analysis/lookup.ts";
import type { Pipeline } from "../analysis/pipeline.ts";
import { operationOf } from "../analysis/signature.ts";
import { type Parts, placeOfStep, type Ways } from "./ways.ts";

/** A part of what somewhere is held: `holder` is a place of a workflow, a store or an event. */
export interface Slot {
  readonly holder: string;
  readonly path: readonly string[];
}

/** A value goes from one slot to another: as it is, or something is made of it. */
export interface Move {
  readonly from: Slot;
  readonly to: Slot;
  readonly isCopy: boolean;
  readonly at: Span;
}

const writing = ["idempotent", "append", "mutate", "external"];

/** Every way that values go through a workflow by declaration: paths, outputs by name, transforms, stores. */
export function movesOf({ workflow, stores }: Ways, { protocol, pipelines }: Parts): readonly Move[] {
  const moves: Move[] = [];
  const home = codeOf(workflow.fqdn);
  for (const node of workflow.nodes) {
    if (node.kind === "contract") moveThrough(node);
    if (node.kind !== "exit") continue;
    give(node.outputs, { within: home, into: answerOf(workflow.fqdn, node.name) });
    for (const { event, fields } of node.emit) give(fields, { within: home, into: eventHolder(event.fqdn) });
  }
  return moves;

  function moveThrough(node: BoundContractNode): void {
    const place = `${home}/${node.name}`;
    give(node.inputs, { within: home, into: `${place}#in` });
    const pipeline = pipelines.get(node.contract.fqdn);
    if (pipeline !== undefined) movePipeline(pipeline, { place, into: place });
  }

  /** `place` holds the inputs of the pipeline and the results of its steps, `into` takes its outputs. */
  function movePipeline(pipeline: Pipeline, { place, into }: { readonly place: string; readonly into: string }): void {
    const { owner } = pipeline;
    const kept = new Set(owner.outputs.map(({ name }) => name));
    for (const { step } of pipeline.steps) {
      const here = placeOfStep(place, { owner, step });
      give(step.inputs, { within: place, into: `${here}#in` });
      if (step.uses.kind === "transform") moveTransform(step, here);
      else moveEffect(step, here);
      for (const { name, from, at } of step.outputs) {
        give([{ name, value: from, at }], { within: place, into: here, result: `${here}#result` });
        const isDisclosed = owner.kind === "CT" && owner.discloses.some((one) => one.name === name);
        if (kept.has(name) && !isDisclosed) move({ holder: here, path: [name] }, { holder: into, path: [name] }, at);
      }
    }
  }

  function moveTransform(step: BoundStep, here: string): void {
    const transform = artifactNamed(protocol, step.uses.fqdn, "CT");
    const molecule = pipelines.get(step.uses.fqdn);
    if (molecule !== undefined) movePipeline(molecule, { place: here, into: `${here}#result` });
    else if (transform !== undefined) makeOutputs(transform, { here, at: step.uses.at });
  }

  /** An output is made of every input, unless the transform says that it discloses it. */
  function makeOutputs({ outputs, discloses }: BoundTransform, { here, at }: { here: string; at: Span }): void {
    for (const { name } of outputs) {
      if (discloses.some((one) => one.name === name)) continue;
      move({ holder: `${here}#in`, path: [] }, { holder: `${here}#result`, path: [name] }, at, false);
    }
  }

  /** A record goes into its store and comes out of it whole; what else is asked with is kept there by its name. */
  function moveEffect(step: BoundStep, here: string): void {
    const operation = operationOf(step, protocol);
    const located = locateStore(step.store, { protocol, names: stores });
    if (operation === undefined) return;
    const { at } = step.uses;
    const store = located === undefined ? undefined : storeHolder(located.structure.fqdn, located.store.name);
    for (const { name, type } of operation.inputs) {
      const from = { holder: `${here}#in`, path: [name] };
      const isRecord = holdsRecord(type);
      const isWritten = store !== undefined && writing.includes(operation.semantics);
      const isNamed = ["key", "stream_id", "target_ref", "target_cs"].includes(name);
      if (isWritten) move(from, { holder: store, path: isNamed ? [name] : [] }, at);
      if (isRecord && step.event !== undefined) move(from, { holder: eventHolder(step.event.fqdn), path: [] }, at);
      for (const output of isRecord ? [] : operation.outputs) {
        if (!holdsRecord(output.type)) move(from, { holder: `${here}#result`, path: [output.name] }, at, false);
      }
    }
    if (store === undefined) return;
    for (const { name, type } of operation.outputs) {
      const to = { holder: `${here}#result`, path: [name] };
      for (const path of holdsRecord(type) ? [[]] : [[name], ["key"]]) move({ holder: store, path }, to, at);
    }
  }

  interface Giving {
    /** What `$.inputs` and `$.results` are of, or the workflow. */
    readonly within: string;
    readonly into: string;
    readonly result?: string;
  }

  function give(entries: readonly BoundEntry[], giving: Giving): void {
    for (const { name, value } of entries) giveValue(value, [name], giving);
  }

  function giveValue(value: Expr, path: readonly string[], giving: Giving): void {
    if (value.kind === "object") for (const one of value.entries) giveValue(one.value, [...path, one.name], giving);
    if (value.kind === "array") for (const item of value.items) giveValue(item, path, giving);
    if (value.kind === "path") move(slotOf(value.path, giving), { holder: giving.into, path }, value.at);
  }

  function slotOf({ root, segments }: Extract<Expr, { kind: "path" }>["path"], { within, result }: Giving): Slot {
    const [head = "", ...rest] = segments;
    const path = segments.filter((segment) => !/^[0-9]+$/.test(segment));
    if (root === "results") return { holder: `${within}/${head}`, path: rest.filter((one) => !/^[0-9]+$/.test(one)) };
    if (root === "result") return { holder: result ?? "", path };
    if (root === "inputs") return { holder: `${within}#in`, path };
    return { holder: root === "payload" ? payloadOf(workflow.fqdn) : contextOf(workflow.fqdn), path };
  }

  function move(from: Slot, to: Slot, at: Span, isCopy = true): void {
    moves.push({ from, to, isCopy, at });
  }
}

export function payloadOf(workflow: Fqdn): string {
  return `${codeOf(workflow)}#payload`;
}

export function contextOf(workflow: Fqdn): string {
  return `${codeOf(workflow)}#context`;
}

export function answerOf(workflow: Fqdn, exit: string): string {
  return `${codeOf(workflow)}/${exit}`;
}

export function storeHolder(structure: Fqdn, name: string): string {
  return `${codeOf(structure)}/${name}`;
}

export function eventHolder(event: Fqdn): string {
  return codeOf(event);
}

function holdsRecord(type: Type): boolean {
  if (type.kind === "store") return true;
  if (type.kind === "array") return holdsRecord(type.items);
  return type.kind === "object" && type.properties.some((field) => holdsRecord(field.type));
}
