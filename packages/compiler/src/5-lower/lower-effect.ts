import type { EffectStepProgram, TransformStepProgram } from "@pgs/runtime";
import type { BoundStep, BoundWorkflow } from "../3-bind/bound.ts";
import { fieldsGiven, operationOf, signatureOf } from "../4-check/analysis/signature.ts";
import { sensitivityOfFields } from "./sensitivity.ts";
import { hostOf, storeOfStep } from "./store-resolution.ts";
import type { Tables } from "./tables.ts";
import { addressOf, validatorOfFields } from "./tables.ts";

/** Semantics whose answers come from outside the proof, so that they are validated where they come in. */
const boundarySemantics: ReadonlySet<string> = new Set(["read", "sample", "external", "invoke", "wait"]);

export function lowerEffect(source: {
  readonly step: BoundStep;
  readonly op: string;
  readonly base: Omit<TransformStepProgram, "kind" | "transform">;
  readonly workflow: BoundWorkflow;
  readonly tables: Tables;
}): EffectStepProgram {
  const { step, op, base, tables } = source;
  const within = { protocol: tables.protocol, workflow: source.workflow };
  const store = storeOfStep(step, within);
  const operation = operationOf(step, tables.protocol);
  const signature = signatureOf(step, { ...within, names: source.workflow.stores });
  if (operation === undefined) throw new Error(`internal: step \`${step.name}\` asks for no declared operation`);
  return {
    kind: "effect",
    ...base,
    op,
    semantics: operation.semantics,
    host: hostOf(step.uses.fqdn, within),
    store: store === undefined ? -1 : tables.stores.indexOf(store.key),
    event: step.event === undefined ? -1 : addressOf(tables, step.event.fqdn),
    answers: base.outcomes.map((outcome) => {
      const given = fieldsGiven(signature, outcome);
      const isChecked = boundarySemantics.has(operation.semantics) && given.length > 0;
      return isChecked ? validatorOfFields(tables, given) : -1;
    }),
    sensitiveAnswer: sensitivityOfFields(tables, signature.outputs),
  };
}
