import type { Fqdn } from "@pgs/governance";
import type { BoundNode, BoundStep } from "../../3-bind/bound.ts";
import type { FlowEdge } from "./flow.ts";
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
}

/** The first step sought that has ended in SUCCESS on a way to the exit; undefined: no way leads past one. */
export function doneBefore(
  { workflow, flow }: WorkflowView,
  { exit, pipelines, isSought }: Sought,
): StepDone | undefined {
  const leadsThere = ({ to }: FlowEdge): boolean => to === exit.name || flow.pathBetween(to, exit.name) !== undefined;
  for (const node of workflow.nodes) {
    if (node.kind !== "contract" || !flow.isReached(node.name)) continue;
    // A circle is told by itself; everything in it would seem to come before everything.
    if (flow.pathBetween(node.name, node.name) !== undefined) continue;
    const pipeline = pipelines.get(node.contract.fqdn);
    if (pipeline === undefined || !pipeline.steps.some(({ step }) => isSought(step))) continue;
    for (const edge of flow.leaving(node.name)) {
      const step = leadsThere(edge) ? doneWithin(pipeline, { outcome: edge.outcome, isSought }) : undefined;
      if (step !== undefined) return { step, owner: pipeline.owner };
    }
  }
  return undefined;
}

interface SoughtWithin extends Pick<Sought, "isSought"> {
  readonly outcome: string;
}

function doneWithin({ steps, flow }: Pipeline, { outcome, isSought }: SoughtWithin): BoundStep | undefined {
  const exit = exitNode(outcome);
  const leadsThere = ({ to }: FlowEdge): boolean => to === exit || flow.pathBetween(to, exit) !== undefined;
  const found = steps.find(
    ({ step }) =>
      isSought(step) &&
      flow.isReached(step.name) &&
      flow.leaving(step.name).some((edge) => edge.outcome === "SUCCESS" && leadsThere(edge)),
  );
  return found?.step;
}
