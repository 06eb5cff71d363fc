import type { Fqdn } from "@pgs/governance";
import type { BoundInvoke, BoundProtocol, BoundWorkflow } from "../../3-bind/bound.ts";
import { saysStep } from "./authored.ts";
import { type Environment, itemEnvironment } from "./environment.ts";
import { artifactNamed } from "./lookup.ts";
import type { Pipeline, PipelineStep } from "./pipeline.ts";

/** A step that runs workflows, with what can be read there. */
export interface Invocation {
  /** Who invokes, as a message says it. */
  readonly says: string;
  readonly pipeline: Pipeline;
  readonly step: PipelineStep;
  readonly invoke: BoundInvoke;
  /** What `each` reads. */
  readonly environment: Environment;
  /** What `by` and the payload read. */
  readonly perItem: Environment;
}

/** Every step that runs workflows. */
export function invocationsIn(pipelines: readonly Pipeline[]): readonly Invocation[] {
  return pipelines.flatMap((pipeline) =>
    pipeline.steps.flatMap((step): readonly Invocation[] => {
      const { invoke } = step.step;
      if (invoke === undefined) return [];
      const { environment, owner } = pipeline;
      const perItem = itemEnvironment(invoke, environment);
      return [{ says: saysStep(owner, step.step), pipeline, step, invoke, environment, perItem }];
    }),
  );
}

/** The workflows that a workflow runs itself, as often as it names them. */
export function invokedBy({ nodes }: BoundWorkflow, protocol: BoundProtocol): readonly Fqdn[] {
  return nodes.flatMap((node) => {
    const contract = node.kind === "contract" ? artifactNamed(protocol, node.contract.fqdn, "CC") : undefined;
    return (contract?.steps ?? []).flatMap(({ invoke }) => invoke?.cases.map(({ workflow }) => workflow.fqdn) ?? []);
  });
}
