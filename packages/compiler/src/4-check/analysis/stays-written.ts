import type { Fqdn } from "@pgs/governance";
import type { BoundContractNode, BoundNode, BoundProtocol, BoundStep, EffectSemantics } from "../../3-bind/bound.ts";
import { doneBefore, doneUpTo, type StepDone } from "./done-before.ts";
import type { Pipeline } from "./pipeline.ts";
import { exitNode } from "./pipeline-flow.ts";
import { operationOf } from "./signature.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** What was written before a run stood still, and where it did. */
export interface StaysWritten {
  readonly written: StepDone;
  readonly ending: StepDone;
}

interface Asked {
  readonly exit: BoundNode;
  readonly pipelines: ReadonlyMap<Fqdn, Pipeline>;
  readonly protocol: BoundProtocol;
}

const writing: ReadonlySet<EffectSemantics> = new Set(["idempotent", "append", "mutate"]);
const ending: ReadonlySet<EffectSemantics> = new Set(["external", "invoke", "wait"]);

/** The first write that no exit can take back on a way to this one; undefined: everything on every way can be. */
export function staysWrittenBefore(view: WorkflowView, asked: Asked): StaysWritten | undefined {
  const { exit, pipelines, protocol } = asked;
  const { flow, workflow } = view;
  const isOf = (kinds: ReadonlySet<EffectSemantics>) => (step: BoundStep) => {
    const operation = operationOf(step, protocol);
    return operation !== undefined && kinds.has(operation.semantics);
  };
  for (const node of workflow.nodes) {
    const pipeline = node.kind === "contract" ? pipelines.get(node.contract.fqdn) : undefined;
    if (node.kind !== "contract" || pipeline === undefined || !flow.isReached(node.name)) continue;
    const outcomes = flow.leaving(node.name).filter(({ to }) => flow.leadsTo(to, exit.name));
    for (const { step } of pipeline.steps.filter((each) => isOf(ending)(each.step))) {
      if (!outcomes.some(({ outcome }) => passes(pipeline, { step, outcome }))) continue;
      const isSought = isOf(writing);
      const written = writtenBefore(view, { node, pipeline, step, isSought, pipelines });
      if (written !== undefined) return { written, ending: { step, owner: pipeline.owner } };
    }
  }
  return undefined;
}

/** True if the contract can leave with an outcome after the step. */
function passes(
  { flow }: Pipeline,
  { step, outcome }: { readonly step: BoundStep; readonly outcome: string },
): boolean {
  return flow.isReached(step.name) && flow.pathBetween(step.name, exitNode(outcome)) !== undefined;
}

interface Before {
  readonly node: BoundContractNode;
  readonly pipeline: Pipeline;
  readonly step: BoundStep;
  readonly isSought: (step: BoundStep) => boolean;
  readonly pipelines: Asked["pipelines"];
}

/** In the same contract, or in a node before. */
function writtenBefore(view: WorkflowView, { node, pipeline, step, ...sought }: Before): StepDone | undefined {
  const within = doneUpTo(pipeline, { to: step.name, isSought: sought.isSought });
  if (within !== undefined) return { step: within, owner: pipeline.owner };
  return doneBefore(view, { exit: node, ...sought });
}
