import { codeOf, type Diagnostic, type Fqdn, rules } from "@pgs/governance";
import type { BoundNode, BoundStep, EffectSemantics } from "../../3-bind/bound.ts";
import type { FlowEdge } from "../analysis/flow.ts";
import type { Pipeline } from "../analysis/pipeline.ts";
import { exitNode } from "../analysis/pipeline-flow.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Subject } from "../analysis/subject.ts";
import type { WorkflowView } from "../analysis/workflow-view.ts";

export function* rejectedExitWritesNothing(subject: Subject): Generator<Diagnostic> {
  const pipelines = new Map(subject.pipelines.map((pipeline) => [pipeline.owner.fqdn, pipeline]));
  const written = (fqdn: Fqdn, outcome: string): BoundStep | undefined => {
    const pipeline = pipelines.get(fqdn);
    return pipeline === undefined ? undefined : writtenBefore(pipeline, { outcome, subject });
  };
  for (const view of subject.workflows) {
    for (const node of view.workflow.nodes) {
      if (node.kind !== "exit" || node.class !== "rejected") continue;
      for (const { event, at } of node.emit) {
        yield rules.rejectedExitWritesNothing({ node: node.name, written: `\`${codeOf(event.fqdn)}\`` }, { at });
      }
      const step = firstWrite(view, { exit: node, written });
      if (step === undefined) continue;
      const related = [{ span: step.at, text: "may be written before it" }];
      const params = { node: node.name, written: `what step \`${step.name}\` writes` };
      yield rules.rejectedExitWritesNothing(params, { at: node.at, related });
    }
  }
}

interface Sought {
  readonly exit: BoundNode;
  readonly written: (contract: Fqdn, outcome: string) => BoundStep | undefined;
}

/** A step that may have written on a way to the exit. */
function firstWrite({ workflow, flow }: WorkflowView, { exit, written }: Sought): BoundStep | undefined {
  const leadsThere = ({ to }: FlowEdge): boolean => to === exit.name || flow.pathBetween(to, exit.name) !== undefined;
  for (const node of workflow.nodes) {
    if (node.kind !== "contract" || !flow.isReached(node.name)) continue;
    // A circle is told by itself; everything in it would seem to come before everything.
    if (flow.pathBetween(node.name, node.name) !== undefined) continue;
    for (const edge of flow.leaving(node.name)) {
      const step = leadsThere(edge) ? written(node.contract.fqdn, edge.outcome) : undefined;
      if (step !== undefined) return step;
    }
  }
  return undefined;
}

/** A step that may have written when a contract is left with an outcome: only what ends in SUCCESS has. */
function writtenBefore(
  { steps, flow }: Pipeline,
  { outcome, subject }: { readonly outcome: string; readonly subject: Subject },
): BoundStep | undefined {
  const exit = exitNode(outcome);
  const found = steps.find(({ step }) => {
    const operation = operationOf(step, subject.protocol);
    if (operation === undefined || !keeping.has(operation.semantics) || !flow.isReached(step.name)) return false;
    return flow
      .leaving(step.name)
      .some(
        (edge) => edge.outcome === "SUCCESS" && (edge.to === exit || flow.pathBetween(edge.to, exit) !== undefined),
      );
  });
  return found?.step;
}

const keeping: ReadonlySet<EffectSemantics> = new Set(["idempotent", "append", "mutate", "external", "invoke"]);
