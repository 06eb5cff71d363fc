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

interface Walking extends Parts {
  readonly points: Point[];
  /** The point at which each node is reached, or the exit taken. */
  readonly entries: ReadonlyMap<string, Point>;
}

/** Finds the ways through a workflow on which no other rule found anything. */
export function waysOf({ workflow, flow }: WorkflowView, parts: Parts): Ways {
  const points: Point[] = [];
  const entries = new Map(
    workflow.nodes.map((node) => {
      const kind = node.kind === "exit" ? ("exit" as const) : ("reach" as const);
      return [node.name, add({ kind, node, place: node.name, at: node.at }, points)];
    }),
  );
  for (const node of workflow.nodes) if (flow.isReached(node.name)) walkNode(node, { ...parts, points, entries });
  return { workflow, stores: workflow.stores, points, ...walkAll(points) };
}

function walkNode(node: BoundNode, walking: Walking): void {
  const entry = walking.entries.get(node.name);
  if (node.kind === "exit" || entry === undefined) return;
  const end = (told: Ending): Point | undefined => endOf(node, { ...told, walking });
  if (node.kind === "intent") {
    for (const { outcome } of node.next) follow(entry, end({ kind: "end", outcome, owner: undefined }));
    return;
  }
  const owner = artifactNamed(walking.protocol, node.contract.fqdn, "CC");
  const pipeline = walking.pipelines.get(node.contract.fqdn);
  if (owner === undefined || pipeline === undefined) return;
  if (node.preconditions.length > 0) follow(entry, end({ kind: "refusal", outcome: "REFUSED", owner: undefined }));
  const run = add({ kind: "run", node, place: node.name, owner, at: node.contract.at }, walking.points);
  follow(entry, run);
  const ends = new Map<string, Point | undefined>();
  const leave = (outcome: string): Point | undefined => {
    if (!ends.has(outcome)) ends.set(outcome, end({ kind: "end", outcome, owner }));
    return ends.get(outcome);
  };
  follow(run, walkPipeline(pipeline, { node, place: node.name, leave, walking }));
}

interface Within {
  readonly node: BoundNode;
  readonly place: string;
  /** The point that follows leaving with an outcome. */
  readonly leave: (outcome: string) => Point | undefined;
  readonly walking: Walking;
}

/** Steps run forward only, so that from the last to the first every step knows those that may follow. */
function walkPipeline(pipeline: Pipeline, { node, place, leave, walking }: Within): Point | undefined {
  const { owner } = pipeline;
  const begun = new Map<string, Point>();
  for (const { step } of pipeline.steps.toReversed()) {
    const told = { node, place: placeOfStep(place, { owner, step }), owner, step };
    const taken = add({ ...told, kind: "step", at: step.at }, walking.points);
    const answers = new Map<string, Point>();
    for (const { outcome, to, at } of pipeline.flow.leaving(step.name)) {
      const answer = add({ ...told, kind: "answer", outcome, at }, walking.points);
      const left = exitOutcome(to);
      follow(answer, left === undefined ? begun.get(to) : leave(left));
      answers.set(outcome, answer);
    }
    const molecule = step.uses.kind === "transform" ? walking.pipelines.get(step.uses.fqdn) : undefined;
    if (molecule === undefined) for (const answer of answers.values()) follow(taken, answer);
    else follow(taken, walkPipeline(molecule, { ...told, leave: (name) => answers.get(name), walking }));
    begun.set(step.name, taken);
  }
  return begun.get(pipeline.flow.start);
}

interface Ending extends Pick<Point, "outcome" | "owner"> {
  readonly kind: "end" | "refusal";
}

function endOf(node: BoundNode, { walking, ...told }: Ending & { readonly walking: Walking }): Point | undefined {
  const edge = edgesOf(node).find(({ outcome }) => outcome === told.outcome);
  const target = edge === undefined ? undefined : walking.entries.get(edge.target);
  if (edge === undefined || target === undefined) return undefined;
  const end = add({ ...told, node, place: node.name, at: edge.at }, walking.points);
  follow(end, target);
  return end;
}

/** `NODE/step`; the step of a node that calls it itself is the node. */
export function placeOfStep(
  place: string,
  { owner, step }: Pick<Pipeline, "owner"> & Pick<PipelineStep, "step">,
): string {
  return owner.kind === "CC" && owner.inline ? place : `${place}/${step.name}`;
}

type Told = Pick<Point, "kind" | "node" | "place" | "at"> & Partial<Pick<Point, "outcome" | "owner" | "step">>;

function add({ outcome = "", owner, step, ...told }: Told, points: Point[]): Point {
  const point = { ...told, outcome, owner, step, next: [] };
  points.push(point);
  return point;
}

function follow(from: Point, to: Point | undefined): void {
  if (to !== undefined) from.next.push(to);
}
