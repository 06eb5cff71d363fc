import type { BoundExitNode, BoundNode, BoundWorkflow } from "../../3-bind/bound.ts";
import { artifactNamed, type StoreNames } from "../analysis/lookup.ts";
import type { Pipeline, PipelineStep } from "../analysis/pipeline.ts";
import { exitOutcome } from "../analysis/pipeline-flow.ts";
import { edgesOf, type WorkflowView } from "../analysis/workflow-view.ts";
import { walkAll } from "./find-way.ts";
import type { Parts } from "./parts.ts";
import type { Frame, Point } from "./point.ts";
import { walkChildren } from "./walk-children.ts";

/** Everything that can happen in a run of a workflow, and in which order: down to the steps of its contracts and children. */
export interface Ways {
  readonly workflow: BoundWorkflow;
  readonly stores: StoreNames;
  /** The first is the start. Nothing follows itself: workflows and pipelines run forward only. */
  readonly points: readonly Point[];
  /** Those that a run can meet. */
  readonly met: ReadonlySet<Point>;
  /** How many ways there are from the start to an end, as far as a number can say it. */
  readonly count: number;
  /** True if there is more than can be gone over: then nothing is proved of them. */
  readonly isCut: boolean;
}

/** What is walked in: one workflow, the run's or a child's. */
export interface Walking extends Parts {
  readonly points: Point[];
  readonly frame: Frame;
}

/** Of so many points nobody waits for the end. */
const mostPoints = 30_000;

/** Finds the ways through a workflow on which no other rule found anything. */
export function waysOf(view: WorkflowView, parts: Parts): Ways {
  const { workflow } = view;
  const points: Point[] = [];
  const frame = { workflow, place: "", within: [workflow.fqdn], isRoot: true };
  enterWorkflow(view, { ...parts, points, frame }, () => []);
  return { workflow, stores: workflow.stores, points, ...walkAll(points), isCut: points.length > mostPoints };
}

/** Adds the points of a workflow; gives the one at which it starts. `after` are those that follow an exit. */
export function enterWorkflow(
  { workflow, flow }: WorkflowView,
  walking: Walking,
  after: (exit: BoundExitNode) => readonly Point[],
): Point | undefined {
  const { points, frame } = walking;
  if (points.length > mostPoints) return undefined;
  const entries = new Map(
    workflow.nodes.map((node) => {
      const kind = node.kind === "exit" ? ("exit" as const) : ("reach" as const);
      return [node.name, add({ kind, node, place: `${frame.place}${node.name}`, at: node.at }, walking)];
    }),
  );
  for (const node of workflow.nodes) {
    if (!flow.isReached(node.name)) continue;
    if (node.kind !== "exit") walkNode(node, { ...walking, entries });
    else for (const next of after(node)) follow(entries.get(node.name), next);
  }
  return entries.get(flow.start);
}

interface WalkingNode extends Walking {
  /** The point at which each node is reached, or the exit taken. */
  readonly entries: ReadonlyMap<string, Point>;
}

function walkNode(node: Exclude<BoundNode, BoundExitNode>, walking: WalkingNode): void {
  const entry = walking.entries.get(node.name);
  const end = (told: Ending): Point | undefined => endOf(node, { ...told, walking });
  if (node.kind === "intent") {
    for (const { outcome } of node.next) follow(entry, end({ kind: "end", outcome, owner: undefined }));
    return;
  }
  const owner = artifactNamed(walking.protocol, node.contract.fqdn, "CC");
  const pipeline = walking.pipelines.get(node.contract.fqdn);
  if (owner === undefined || pipeline === undefined) return;
  if (node.preconditions.length > 0) follow(entry, end({ kind: "refusal", outcome: "REFUSED", owner: undefined }));
  const place = `${walking.frame.place}${node.name}`;
  const run = add({ kind: "run", node, place, owner, at: node.contract.at }, walking);
  follow(entry, run);
  const ends = new Map<string, Point | undefined>();
  const leave = (outcome: string): Point | undefined => {
    if (!ends.has(outcome)) ends.set(outcome, end({ kind: "end", outcome, owner }));
    return ends.get(outcome);
  };
  follow(run, walkPipeline(pipeline, { node, place, leave, walking }));
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
  for (const each of pipeline.steps.toReversed()) {
    const { step } = each;
    const told = { node, place: placeOfStep(place, { owner, step }), owner, step };
    const taken = add({ ...told, kind: "step", at: step.at }, walking);
    const answers = new Map<string, Point>();
    for (const { outcome, to, at } of pipeline.flow.leaving(step.name)) {
      const answer = add({ ...told, kind: "answer", outcome, at }, walking);
      const left = exitOutcome(to);
      follow(answer, left === undefined ? begun.get(to) : leave(left));
      answers.set(outcome, answer);
    }
    begun.set(step.name, taken);
    const molecule = step.uses.kind === "transform" ? walking.pipelines.get(step.uses.fqdn) : undefined;
    if (molecule !== undefined) {
      follow(taken, walkPipeline(molecule, { ...told, leave: (name) => answers.get(name), walking }));
    } else if (step.invoke !== undefined) {
      for (const next of walkChildren(each, { place: told.place, pipeline, answers, ...childrenIn(walking) }))
        follow(taken, next);
    } else for (const answer of answers.values()) follow(taken, answer);
  }
  return begun.get(pipeline.flow.start);
}

function childrenIn(walking: Walking): Pick<Parameters<typeof walkChildren>[1], "enter" | "frame" | "parts"> {
  return {
    frame: walking.frame,
    parts: walking,
    enter: (view, frame, after) => enterWorkflow(view, { ...walking, frame }, after),
  };
}

interface Ending extends Pick<Point, "outcome" | "owner"> {
  readonly kind: "end" | "refusal";
}

function endOf(node: BoundNode, { walking, ...told }: Ending & { readonly walking: WalkingNode }): Point | undefined {
  const edge = edgesOf(node).find(({ outcome }) => outcome === told.outcome);
  const target = edge === undefined ? undefined : walking.entries.get(edge.target);
  if (edge === undefined || target === undefined) return undefined;
  const end = add({ ...told, node, place: `${walking.frame.place}${node.name}`, at: edge.at }, walking);
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

function add({ outcome = "", owner, step, ...told }: Told, { points, frame }: Walking): Point {
  const point = { ...told, frame, outcome, owner, step, next: [] };
  points.push(point);
  return point;
}

function follow(from: Point | undefined, to: Point | undefined): void {
  if (to !== undefined) from?.next.push(to);
}
