import type { BoundField, BoundStep, OutcomeSpec } from "../3-bind/bound.ts";
import type { Signature } from "../4-check/analysis/signature.ts";
import { invokeCode } from "./invoke-code.ts";
import { outcomeReaderCode } from "./outcome-reader-code.ts";
import { readerCode } from "./reader-code.ts";
import type { ResultSource, Scope } from "./scope.ts";
import { stepFields, stepOutputsCode } from "./step-outputs.ts";

/** What a pipeline is made of, whether a contract or a molecule holds it. */
export interface PipelineSource {
  readonly inputs: readonly BoundField[];
  readonly outputs: readonly BoundField[];
  readonly outcomes: readonly OutcomeSpec[];
  readonly steps: readonly BoundStep[];
  readonly signatureOf: (step: BoundStep) => Signature;
}

/** A pipeline with its readers as text; the empty text gives nothing. Outcomes come by code unit. */
export interface Pipeline {
  readonly steps: readonly PipelineStep[];
  readonly outcomes: readonly { readonly name: string; readonly outputs: string }[];
}

export interface PipelineStep {
  readonly step: BoundStep;
  readonly inputs: string;
  /** `target` as in `StepProgram.on`. */
  readonly outcomes: readonly { readonly name: string; readonly target: number; readonly outputs: string }[];
}

/** Resolves a pipeline's routes to indexes and its expressions to readers. */
export function lowerPipeline(source: PipelineSource): Pipeline {
  const exits = source.outcomes.map(({ name }) => name).sort();
  const results = new Map<string, ResultSource>();
  const scope: Scope = { inputs: source.inputs, results, resultsArray: "steps" };
  const steps = source.steps.map((step, index) => {
    const signature = source.signatureOf(step);
    const lowered = {
      step,
      inputs:
        step.invoke === undefined ? readerCode(step.inputs, scope, signature.inputs) : invokeCode(step.invoke, scope),
      outcomes: step.on
        .map(({ outcome }) => outcome)
        .sort()
        .map((name) => ({
          name,
          target: targetOf({ step, outcome: name, index, names: source.steps.map((other) => other.name), exits }),
          outputs: stepOutputsCode({ step, outcome: name, signature, scope }),
        })),
    };
    results.set(step.name, { index, fields: stepFields({ step, signature, scope }) });
    return lowered;
  });
  return {
    steps,
    outcomes: exits.map((name) => ({
      name,
      outputs: outcomeReaderCode({ outcome: name, source, steps: [...results.values()] }),
    })),
  };
}

interface RouteQuery {
  readonly step: BoundStep;
  readonly outcome: string;
  readonly index: number;
  readonly names: readonly string[];
  readonly exits: readonly string[];
}

function targetOf({ step, outcome, index, names, exits }: RouteQuery): number {
  const target = step.on.find((route) => route.outcome === outcome)?.target;
  if (target === undefined)
    throw new Error(`internal: step \`${step.name}\` has no route for ${outcome} after checking`);
  if (target.kind === "continue") return index + 1;
  if (target.kind === "exit") return -1 - exits.indexOf(target.outcome);
  return names.indexOf(target.name);
}
