import type { BoundRoute, BoundStep, Expr } from "../../3-bind/bound.ts";
import { mayFailCheck } from "../../3-bind/stated-types.ts";
import { Flow, type FlowEdge } from "./flow.ts";
import type { PipelineStep } from "./pipeline.ts";
import { fieldsGiven, type Signature } from "./signature.ts";

/** The node of a pipeline's flow that stands for leaving with an outcome. */
export function exitNode(outcome: string): string {
  return `leave with ${outcome}`;
}

/** The outcome that `exitNode` stands for; undefined for a step. */
export function exitOutcome(node: string): string | undefined {
  return node.startsWith(exitNode("")) ? node.slice(exitNode("").length) : undefined;
}

/** Routes of impossible outcomes and to steps that are not there are left out: rules of their own report them. */
export function flowOfSteps(steps: readonly PipelineStep[]): Flow {
  const names = steps.map(({ step }) => step.name);
  const edges = steps.flatMap(({ step, signature, outcomes }, index) =>
    step.on.flatMap((route): readonly FlowEdge[] => {
      const to = targetOf(route, { index, names });
      if (to === undefined || !outcomes.includes(route.outcome)) return [];
      const gains = gainsOf(step, { signature, outcome: route.outcome });
      return [{ from: step.name, outcome: route.outcome, to, gains, at: route.targetAt }];
    }),
  );
  return new Flow(names[0] ?? "", edges);
}

function targetOf(
  { target }: BoundRoute,
  { index, names }: { readonly index: number; readonly names: readonly string[] },
): string | undefined {
  if (target.kind === "exit") return exitNode(target.outcome);
  if (target.kind === "continue") return names[index + 1];
  return names.indexOf(target.name) > index ? target.name : undefined;
}

function gainsOf(
  step: BoundStep,
  { signature, outcome }: { readonly signature: Signature; readonly outcome: string },
): ReadonlySet<string> {
  if (mayFailCheck(step, outcome)) return new Set();
  const declared = new Set(signature.outputs.map(({ name }) => name));
  const given = new Set(fieldsGiven(signature, outcome).map(({ name }) => name));
  // What reads something undeclared counts as assigned: that is said already, and nothing is to follow from it.
  const isThere = (name: string) => given.has(name) || !declared.has(name);
  const assigned = step.outputs.filter(({ from }) => resultReads(from).every(isThere));
  return new Set(assigned.flatMap(({ name }) => [`${step.name}.${name}`, `.${name}`]));
}

function resultReads(expr: Expr): readonly string[] {
  if (expr.kind === "object") return expr.entries.flatMap(({ value }) => resultReads(value));
  if (expr.kind === "array") return expr.items.flatMap(resultReads);
  return expr.kind === "path" && expr.path.root === "result" ? expr.path.segments.slice(0, 1) : [];
}
