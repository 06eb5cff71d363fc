import type { Fqdn } from "@pgs/governance";
import type { BoundNode, BoundStep } from "../../3-bind/bound.ts";
import type { Pipeline } from "./pipeline.ts";
import { exitNode } from "./pipeline-flow.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** A step that a way leads past, and the contract whose step it is. */
export interface StepDone {
  readonly step: BoundStep;
  readonly owner: Pipeline["owner"];
}

export interface Sought {
  readonly exit: BoundNode;
  readonly pipelines: ReadonlyMap<Fqdn, Pipeline>;
  readonly isSought: (step: BoundStep) => boolean;
  /** Whether a step that ended so has done what is sought; left out: SUCCESS has. */
  readonly isDone?: (step: BoundStep, outcome: string) => boolean;
}

/** The first step sought that is done on a way to the exit; undefined: no way leads past one. */
export function doneBefore(
  { workflow, flow }: WorkflowView,
  { exit, pipelines, ...sought }: Sought,
): StepDone | undefined {
  for (const node of workflow.nodes) {
    if (node.kind !== "contract" || !flow.isReached(node.name)) continue;
    // A circle is told by itself; everything in it would seem to come before everything.
    if (flow.pathBetween(node.name, node.name) !== undefined) continue;
    const pipeline = pipelines.get(node.contract.fqdn);
    if (pipeline === undefined || !pipeline.steps.some(({ step }) => sought.isSought(step))) continue;
    for (const edge of flow.leaving(node.name)) {
      const step = flow.leadsTo(edge.to, exit.name)
        ? doneUpTo(pipeline, { to: exitNode(edge.outcome), ...sought })
        : undefined;
      if (step !== undefined) return { step, owner: pipeline.owner };
    }
  }
  return undefined;
}

interface SoughtWithin extends Pick<Sought, "isSought" | "isDone"> {
  /** A step, or the node that stands for leaving with an outcome. */
  readonly to: string;
}

/** The first step sought that is done on a way through a pipeline. */
export function doneUpTo(
  { steps, flow }: Pipeline,
  { to: end, isSought, isDone }: SoughtWithin,
): BoundStep | undefined {
  const found = steps.find(
    ({ step }) =>
      isSought(step) &&
      flow.isReached(step.name) &&
      flow
        .leaving(step.name)
        .some((edge) => (isDone?.(step, edge.outcome) ?? edge.outcome === "SUCCESS") && flow.leadsTo(edge.to, end)),
  );
  return found?.step;
}
