import type { ContractProgram, StepProgram } from "@pgs/runtime";
import type { BoundWorkflow } from "../3-bind/bound.ts";
import { signatureOf } from "../4-check/analysis/signature.ts";
import { artifactOf } from "./artifact.ts";
import { lowerChecks } from "./lower-checks.ts";
import { lowerEffect } from "./lower-effect.ts";
import type { PipelineStep } from "./pipeline.ts";
import { lowerPipeline } from "./pipeline.ts";
import { hostOf, storeOfStep } from "./store-resolution.ts";
import type { Specialised, Tables } from "./tables.ts";
import { addressOf, readerOf } from "./tables.ts";

/** Gives the index of a contract as a workflow resolves its stores and hosts. Workflows that resolve alike share it. */
export function contractIndex(specialised: Specialised, tables: Tables): number {
  const { contract, workflow } = specialised;
  const within = { protocol: tables.protocol, workflow };
  const resolution = contract.steps
    .filter(({ uses }) => uses.kind === "side_effect")
    .map((step) => [step.name, storeOfStep(step, within)?.key ?? "", hostOf(step.uses.fqdn, within)]);
  const key = `${contract.fqdn} ${JSON.stringify(resolution)}`;
  tables.specialised.set(key, specialised);
  return tables.contracts.indexOf(key);
}

/** Gives the table of the contract that `contractIndex` keyed. */
export function lowerContract(key: string, tables: Tables): ContractProgram {
  const specialised = tables.specialised.get(key);
  if (specialised === undefined) throw new Error(`internal: nothing is known of \`${key}\``);
  const { contract, workflow } = specialised;
  const within = { protocol: tables.protocol, names: workflow.stores };
  const pipeline = lowerPipeline({ ...contract, signatureOf: (step) => signatureOf(step, within) });
  return {
    artifact: addressOf(tables, contract.fqdn),
    outcomes: pipeline.outcomes.map(({ name }) => name),
    outputs: pipeline.outcomes.map(({ outputs }) => optionalReader(outputs, tables)),
    steps: pipeline.steps.map((step) => lowerStep(step, { workflow, tables })),
  };
}

function lowerStep(
  { step, inputs, outcomes }: PipelineStep,
  { workflow, tables }: { readonly workflow: BoundWorkflow; readonly tables: Tables },
): StepProgram {
  const base = {
    name: step.name,
    artifact: addressOf(tables, step.uses.fqdn),
    inputs: readerOf(tables, inputs),
    outcomes: outcomes.map(({ name }) => name),
    on: outcomes.map(({ target }) => target),
    outputs: outcomes.map(({ outputs }) => optionalReader(outputs, tables)),
    checks: lowerChecks(step, tables),
  };
  if (step.uses.kind === "side_effect") return lowerEffect({ step, op: step.uses.op, base, workflow, tables });
  const transform = artifactOf(tables.protocol, step.uses.fqdn, "CT");
  return { kind: "transform", ...base, transform: tables.transforms.indexOf(transform) };
}

function optionalReader(code: string, tables: Tables): number {
  return code === "" ? -1 : readerOf(tables, code);
}
