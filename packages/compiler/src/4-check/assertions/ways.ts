import type { Fqdn } from "@pgs/governance";
import type { BoundNode, BoundProtocol, BoundWorkflow } from "../../3-bind/bound.ts";
import { artifactNamed, type StoreNames } from "../analysis/lookup.ts";
import type { Pipeline, PipelineStep } from "../analysis/pipeline.ts";
import { exitOutcome } from "../analysis/pipeline-flow.ts";
import { edgesOf, type WorkflowView } from "../analysis/workflow-view.ts";
import { walkAll } from "./find-way.ts";
import type { Point } from "./point.ts";

/** Everything that can happen in a run of a workflow, and in which order: down to the steps of its contracts. */
export interface Ways {
  readonly workflow: BoundWorkflow;
  readonly stores: StoreNames;
  /** The first is the start. Nothing follows itself: workflows and pipelines run forward only. */
  readonly points: readonly Point[];
  /** Those that a run can meet. */
  readonly met: ReadonlySet<Point>;
  /** How many ways there are from the start to an end, as far as a number can say it. */
  readonly count: number;
}

/** What a workflow is made of. */
export interface Parts {
  readonly protocol: BoundProtocol;
  /** One for each contract and molecule: in which order its steps run depends on no store. */
  readonly pipelines: ReadonlyMap<Fqdn, Pipeline>;
}

/** Finds the ways through a workflow on which no other rule found anything. */
export function waysOf({ workflow, flow }: WorkflowView, { protocol, pipelines }: Parts): Ways {
  const points: Point[] = [];
  const entries = new Map<string, Point>();
  for (const node of workflow.nodes) {
    const kind = node.kind === "exit" ? "exit" : "reach";
    entries.set(node.name, add({ kind, node, place: node.name, at: node.at }));
  }
  for (const node of workflow.nodes) {
    const entry = entries.get(node.name);
    if (entry !== undefined && flow.isReached(node.name)) walkNode(node, entry);
  }
  return { workflow, stores: workflow.stores, points, ...walkAll(points) };

  function walkNode(node: BoundNode, entry: Point): void {
    if (node.kind === "exit") return;
    if (node.kind === "intent") {
      for (const { outcome } of node.next) follow(entry, endOf(node, { kind: "end", outcome }));
      return;
    }
    const contract = artifactNamed(protocol, node.contract.fqdn, "CC");
    const pipeline = contract === undefined ? undefined : pipelines.get(contract.fqdn);
    if (contract === undefined || pipeline === undefined) return;
    if (node.preconditions.length > 0) follow(entry, endOf(node, { kind: "refusal", outcome: "REFUSED" }));
    const run = add({ kind: "run", node, place: node.name, owner: contract, at: node.contract.at });
    follow(entry, run);
    const ends = new Map<string, Point | undefined>();
    const leave = (outcome: string): Point | undefined => {
      if (!ends.has(outcome)) ends.set(outcome, endOf(node, { kind: "end", outcome, owner: contract }));
      return ends.get(outcome);
    };
    follow(run, walkPipeline(pipeline, { node, place: node.name, leave }));
  }

  /** Steps run forward only, so that from the last to the first every step knows those that may follow. */
  function walkPipeline(pipeline: Pipeline, { node, place, leave }: Within): Point | undefined {
    const { owner } = pipeline;
    const begun = new Map<string, Point>();
    for (const { step } of pipeline.steps.toReversed()) {
      const told = { node, place: placeOfStep(place, { owner, step }), owner, step };
      const taken = add({ ...told, kind: "step", at: step.at });
      const answers = new Map<string, Point>();
      for (const { outcome, to, at } of pipeline.flow.leaving(step.name)) {
        const answer = add({ ...told, kind: "answer", outcome, at });
        const left = exitOutcome(to);
        follow(answer, left === undefined ? begun.get(to) : leave(left));
        answers.set(outcome, answer);
      }
      const molecule = step.uses.kind === "transform" ? pipelines.get(step.uses.fqdn) : undefined;
      if (molecule === undefined) for (const answer of answers.values()) follow(taken, answer);
      else follow(taken, walkPipeline(molecule, { node, place: told.place, leave: (name) => answers.get(name) }));
      begun.set(step.name, taken);
    }
    return begun.get(pipeline.flow.start);
  }

  function endOf(node: BoundNode, told: Pick<Told, "kind" | "owner"> & Pick<Point, "outcome">): Point | undefined {
    const edge = edgesOf(node).find(({ outcome }) => outcome === told.outcome);
    const target = edge === undefined ? undefined : entries.get(edge.target);
    if (edge === undefined || target === undefined) return undefined;
    const end = add({ ...told, node, place: node.name, at: edge.at });
    follow(end, target);
    return end;
  }

  function add({ outcome = "", owner, step, ...told }: Told): Point {
    const point = { ...told, outcome, owner, step, next: [] };
    points.push(point);
    return point;
  }

  function follow(from: Point, to: Point | undefined): void {
    if (to !== undefined) from.next.push(to);
  }
}

/** `NODE/step`; the step of a node that calls it itself is the node. */
export function placeOfStep(
  place: string,
  { owner, step }: Pick<Pipeline, "owner"> & Pick<PipelineStep, "step">,
): string {
  return owner.kind === "CC" && owner.inline ? place : `${place}/${step.name}`;
}

interface Within {
  readonly node: BoundNode;
  readonly place: string;
  /** The point that follows leaving with an outcome. */
  readonly leave: (outcome: string) => Point | undefined;
}

type Told = Pick<Point, "kind" | "node" | "place" | "at"> & Partial<Pick<Point, "outcome" | "owner" | "step">>;
