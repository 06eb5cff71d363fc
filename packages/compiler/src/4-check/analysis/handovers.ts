import type { BoundField, BoundStep, BoundStepOutput } from "../../3-bind/bound.ts";
import type { Pipeline } from "./pipeline.ts";

/** A step output that becomes the output of its contract or molecule, because it has the same name. */
export interface Handover {
  readonly pipeline: Pipeline;
  readonly step: BoundStep;
  readonly output: BoundStepOutput;
  /** What the step output is, and where that is declared. */
  readonly field: BoundField;
  /** What it becomes. */
  readonly target: BoundField;
  readonly isGuaranteed: boolean;
}

export function handovers(pipeline: Pipeline): readonly Handover[] {
  const { owner, steps } = pipeline;
  const targets = new Map(owner.outputs.map((target) => [target.name, target]));
  return steps.flatMap(({ step, fields }) =>
    step.outputs.flatMap((output): readonly Handover[] => {
      const field = fields.find(({ name }) => name === output.name);
      const target = targets.get(output.name);
      if (field === undefined || target === undefined) return [];
      const isGuaranteed = owner.outcomes.some(({ guarantees }) => guarantees.includes(output.name));
      return [{ pipeline, step, output, field, target, isGuaranteed }];
    }),
  );
}
