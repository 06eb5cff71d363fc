import type { TransformProgram } from "@pgs/runtime";
import type { BoundTransform } from "../3-bind/bound.ts";
import { fieldsGiven } from "../4-check/analysis/signature.ts";
import { artifactOf } from "./artifact.ts";
import { lowerChecks } from "./lower-checks.ts";
import type { MoleculeStep, TransformCode } from "./lowered.ts";
import type { PipelineStep } from "./pipeline.ts";
import { lowerPipeline } from "./pipeline.ts";
import type { Tables } from "./tables.ts";
import { addressOf, validatorOfFields } from "./tables.ts";

/** Gives a transform's entry: how one asks it from outside, and what each outcome must hand over. */
export function lowerTransform(transform: BoundTransform, tables: Tables): TransformProgram {
  const outcomes = transform.outcomes.map(({ name }) => name).sort();
  return {
    artifact: addressOf(tables, transform.fqdn),
    inputs: validatorOfFields(tables, transform.inputs),
    outcomes,
    outputs: outcomes.map((outcome) => validatorOfFields(tables, fieldsGiven(transform, outcome))),
  };
}

/** Gives what performs a transform: a module's export, or a pipeline of transforms. */
export function transformCode(transform: BoundTransform, tables: Tables): TransformCode {
  const { body, fqdn } = transform;
  if (body.kind === "atom") {
    return { kind: "atom", fqdn, root: transform.source.root, module: body.module, name: body.name };
  }
  const pipeline = lowerPipeline({
    ...transform,
    steps: body.steps,
    signatureOf: (step) => artifactOf(tables.protocol, step.uses.fqdn, "CT"),
  });
  return {
    kind: "molecule",
    fqdn,
    outcomes: pipeline.outcomes,
    steps: pipeline.steps.map((step) => moleculeStep(step, tables)),
  };
}

function moleculeStep({ step, inputs, outcomes }: PipelineStep, tables: Tables): MoleculeStep {
  return {
    name: step.name,
    transform: tables.transforms.indexOf(artifactOf(tables.protocol, step.uses.fqdn, "CT")),
    inputs,
    checks: lowerChecks(step, tables),
    on: outcomes.map(({ name, target, outputs }) => ({ outcome: name, target, outputs })),
  };
}
