import type { ContractProgram, StepProgram } from "@pgs/runtime";
import type { BoundInvoke, BoundTransform, BoundWorkflow } from "../3-bind/bound.ts";
import { childrenOf } from "../3-bind/invoke/invoke-outputs.ts";
import { deepestMark, heldIn } from "../3-bind/mark.ts";
import { type Environment, itemEnvironment } from "../4-check/analysis/environment.ts";
import { type PipelineStep as ViewedStep, viewSteps } from "../4-check/analysis/pipeline.ts";
import { signatureOf } from "../4-check/analysis/signature.ts";
import { artifactOf } from "./artifact.ts";
import { lowerChecks } from "./lower-checks.ts";
import { lowerEffect } from "./lower-effect.ts";
import type { PipelineStep } from "./pipeline.ts";
import { lowerPipeline } from "./pipeline.ts";
import { sensitivityOfEntries, sensitivityOfFields, sensitivityOfPayloads } from "./sensitivity.ts";
import { boundHostOf, storeOfStep } from "./store-resolution.ts";
import type { Specialised, Tables } from "./tables.ts";
import { addressOf, readerOf } from "./tables.ts";

/** Gives the index of a contract as a workflow resolves its stores and hosts. Workflows that resolve alike share it. */
export function contractIndex(specialised: Specialised, tables: Tables): number {
  const { contract, workflow } = specialised;
  const within = { protocol: tables.protocol, workflow };
  const resolution = contract.steps
    .filter(({ uses }) => uses.kind === "side_effect")
    .map((step) => {
      const { host, policy } = boundHostOf(step.uses.fqdn, within);
      return [step.name, storeOfStep(step, within)?.key ?? "", host, ...(policy === undefined ? [] : [policy])];
    });
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
  const view = viewSteps({ owner: contract, context: tables.context, ...within });
  return {
    artifact: addressOf(tables, contract.fqdn),
    outcomes: pipeline.outcomes.map(({ name }) => name),
    outputs: pipeline.outcomes.map(({ outputs }) => optionalReader(outputs, tables)),
    sensitiveOutputs: sensitivityOfFields(tables, contract.outputs),
    steps: pipeline.steps.map((step, index) => {
      const { signature, fields } = viewed(view.steps, index);
      const bound = { entries: step.step.inputs, targets: signature.inputs, environment: view.environment };
      const { invoke } = step.step;
      const sensitive = {
        sensitiveInputs:
          invoke === undefined
            ? sensitivityOfEntries(tables, bound)
            : sensitivityOfPayloads(tables, payloadsOf(invoke, { tables, environment: view.environment })),
        sensitiveOutputs: sensitivityOfFields(tables, fields),
      };
      return lowerStep(step, { workflow, tables, sensitive });
    }),
  };
}

function payloadsOf(
  invoke: BoundInvoke,
  { tables, environment }: { readonly tables: Tables; readonly environment: Environment },
) {
  const targets = childrenOf(invoke, tables.protocol.artifacts).flatMap(({ payload }) => payload);
  return { entries: invoke.payload, targets, environment: itemEnvironment(invoke, environment) };
}

interface Stepping {
  readonly workflow: BoundWorkflow;
  readonly tables: Tables;
  readonly sensitive: Pick<StepProgram, "sensitiveInputs" | "sensitiveOutputs">;
}

function lowerStep({ step, inputs, outcomes }: PipelineStep, { workflow, tables, sensitive }: Stepping): StepProgram {
  const base = {
    name: step.name,
    artifact: addressOf(tables, step.uses.fqdn),
    inputs: readerOf(tables, inputs),
    outcomes: outcomes.map(({ name }) => name),
    on: outcomes.map(({ target }) => target),
    outputs: outcomes.map(({ outputs }) => optionalReader(outputs, tables)),
    checks: lowerChecks(step, tables),
    ...sensitive,
  };
  if (step.uses.kind === "side_effect") return lowerEffect({ step, op: step.uses.op, base, workflow, tables });
  const transform = artifactOf(tables.protocol, step.uses.fqdn, "CT");
  const isHidden = sensitive.sensitiveInputs === -1 && sensitive.sensitiveOutputs === -1;
  const withheld = isHidden && worksWithMarks(transform, tables) ? { isWithheld: true as const } : {};
  return { kind: "transform", ...base, transform: tables.transforms.indexOf(transform), ...withheld };
}

/** True if anything that a transform takes, makes on its way or could give is marked. */
function worksWithMarks({ inputs, outputs, body }: BoundTransform, tables: Tables): boolean {
  if ([...inputs, ...outputs].some((field) => deepestMark(heldIn(field, undefined)) !== undefined)) return true;
  const steps = body.kind === "molecule" ? body.steps : [];
  return steps.some(({ uses }) => worksWithMarks(artifactOf(tables.protocol, uses.fqdn, "CT"), tables));
}

function optionalReader(code: string, tables: Tables): number {
  return code === "" ? -1 : readerOf(tables, code);
}

function viewed(steps: readonly ViewedStep[], index: number): ViewedStep {
  const step = steps[index];
  if (step === undefined) throw new Error(`internal: step ${index} is lowered and was not looked at`);
  return step;
}
