import type { Fqdn } from "@pgs/governance";
import type { EffectStepProgram, TransformStepProgram } from "@pgs/runtime";
import type { BoundStep, BoundWorkflow, InvokeMode } from "../3-bind/bound.ts";
import { fieldsGiven, operationOf, signatureOf } from "../4-check/analysis/signature.ts";
import { sensitivityOfFields } from "./sensitivity.ts";
import { boundHostOf, hostOf, storeOfStep } from "./store-resolution.ts";
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
    ...(operation.semantics === "external" ? boundHostOf(step.uses.fqdn, within).policy : {}),
    ...lowerInvoke(step, { mode: operation.invokes, tables }),
  };
}

function lowerInvoke(
  { name, invoke }: BoundStep,
  { mode, tables }: { readonly mode: InvokeMode | undefined; readonly tables: Tables },
): Pick<EffectStepProgram, "invoke"> {
  if (invoke === undefined || mode === undefined) return {};
  const indexes = new Set(invoke.cases.map(({ workflow }) => indexOfWorkflow(workflow.fqdn, tables)));
  if (indexes.has(-1)) throw new Error(`internal: step \`${name}\` invokes a workflow that does not run`);
  const workflows = [...indexes].sort((a, b) => a - b);
  return { invoke: { mode, workflows, as: invoke.as === undefined ? -1 : addressOf(tables, invoke.as.fqdn) } };
}

function indexOfWorkflow(fqdn: Fqdn, { workflows }: Tables): number {
  return workflows.findIndex((workflow) => workflow.fqdn === fqdn);
}
