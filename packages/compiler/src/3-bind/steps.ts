import { type Diagnostic, rules, type Span } from "@pgs/governance";
import { entriesOf, itemsOf, type Located, type LocatedEntry, textAt, valueAt } from "../2-parse/located.ts";
import { type BindingPlace, bindEntries, bindExpression, readable } from "./bind-expression.ts";
import type { BoundRoute, BoundStep, BoundStepOutput } from "./bound.ts";
import { bindType } from "./fields.ts";
import type { Declared, Scope } from "./scope.ts";
import { statesTypes } from "./stated-types.ts";
import { bindUse, type StepUse } from "./step-use.ts";

/** A step with what it calls. */
export interface UsedStep {
  readonly step: BoundStep;
  readonly use: StepUse;
}

export interface StepPlace {
  readonly owner: Declared;
  readonly scope: Scope;
  /** A molecule's: transforms only, no context. */
  readonly pure: boolean;
}

/** Binds a pipeline. Steps whose use is unknown are left out, and the artifact is then unsound. */
export function bindSteps(located: Located | undefined, place: StepPlace): readonly UsedStep[] {
  const items = itemsOf(located);
  const first = new Map<string, Span>();
  return items.flatMap((item, index): readonly UsedStep[] => {
    const name = textAt(item, "step");
    if (name === undefined) return [];
    const before = first.get(name.text);
    if (before === undefined) first.set(name.text, name.at);
    else place.scope.report(place.owner, duplicateStep(name, before));
    const use = bindUse(item, { ...place, says: `step \`${name.text}\``, roots: readable.step });
    if (use === undefined) return [];
    const isLast = index === items.length - 1;
    return [{ step: bindStep(item, { name: name.text, at: name.at, use, isLast, place }), use }];
  });
}

function duplicateStep({ text, at }: { readonly text: string; readonly at: Span }, first: Span): Diagnostic {
  return rules.stepUnique({ step: text }, { at, related: [{ span: first, text: "it stands here first" }] });
}

interface Stepping {
  readonly name: string;
  readonly at: Span;
  readonly use: StepUse;
  readonly isLast: boolean;
  readonly place: StepPlace;
}

function bindStep(item: Located, { name, at, use, isLast, place }: Stepping): BoundStep {
  const reading = { ...place, roots: place.pure ? readable.pureStep : readable.step };
  const giving = { ...place, roots: place.pure ? readable.pureStepOutput : readable.stepOutput };
  const on = valueAt(item, "on");
  const stated = valueAt(item, "outputs");
  const outputs = stated === undefined ? outputsByName(use) : bindStepOutputs(stated, giving);
  return {
    name,
    uses: use.uses,
    store: use.store,
    event: use.event,
    invoke: use.invoke,
    inputs: bindEntries(valueAt(item, "inputs"), reading),
    outputs,
    on: on === undefined ? impliedRoutes(use, { outputs, isLast }) : bindRoutes(on),
    at,
  };
}

/** The result's fields, each under its own name. */
export function outputsByName(use: StepUse): readonly BoundStepOutput[] {
  const at = use.uses.at;
  return use.outputs.map(({ name }) => ({
    name,
    from: { kind: "path", path: { root: "result", segments: [name], text: `$.result.${name}` }, at },
    type: undefined,
    at,
  }));
}

/** Binds stated step outputs: a path, or `{from: path, type: …}`. */
export function bindStepOutputs(located: Located, place: BindingPlace): readonly BoundStepOutput[] {
  return entriesOf(located).map((entry) => bindStepOutput(entry, place));
}

function bindStepOutput({ key, keyAt, value }: LocatedEntry, place: BindingPlace): BoundStepOutput {
  const from = valueAt(value, "from");
  if (from === undefined) return { name: key, from: bindExpression(value, place), type: undefined, at: keyAt };
  const type = bindType({ name: key, value }, { ...place, storeType: false });
  return { name: key, from: bindExpression(from, place), type, at: keyAt };
}

/**
 * SUCCESS goes on, or leaves from the last step; every other outcome leaves as itself. An output that states its type
 * over `any` adds VIOLATION: its check may fail.
 */
export function impliedRoutes(
  { outcomes, uses: { at } }: StepUse,
  { outputs, isLast }: { readonly outputs: readonly BoundStepOutput[]; readonly isLast: boolean },
): readonly BoundRoute[] {
  const checked = statesTypes({ outputs }) ? ["VIOLATION"] : [];
  return [...new Set([...outcomes.map(({ name }) => name), ...checked])].map((name) => ({
    outcome: name,
    target: name === "SUCCESS" && !isLast ? { kind: "continue" } : { kind: "exit", outcome: name },
    targetAt: at,
    implied: true,
    at,
  }));
}

function bindRoutes(located: Located): readonly BoundRoute[] {
  return entriesOf(located).map(({ key, keyAt, value }) => {
    const text = value.kind === "scalar" ? String(value.value) : "";
    return { outcome: key, target: targetOf(text, key), targetAt: value.at, implied: false, at: keyAt };
  });
}

function targetOf(text: string, outcome: string): BoundRoute["target"] {
  if (text === "continue") return { kind: "continue" };
  if (text === "exit") return { kind: "exit", outcome };
  return text.startsWith("exit ")
    ? { kind: "exit", outcome: text.slice("exit ".length) }
    : { kind: "step", name: text };
}
