import { type Field, rules, type Type } from "@pgs/governance";
import { type Located, valueAt } from "../2-parse/located.ts";
import type { BoundField, BoundStep, OutcomeSpec } from "./bound.ts";
import { carryMarks, givenBy } from "./carry-marks.ts";
import { type DerivedOutcome, deriveOutcomes } from "./derive-outcomes.ts";
import { heldByExpression, type Roots } from "./expression-type.ts";
import { bindFields } from "./fields.ts";
import { heldAs } from "./mark.ts";
import { bindOutcomes } from "./outcomes.ts";
import { plainContext } from "./plain-context.ts";
import { findTransform } from "./reference.ts";
import type { Declared, Scope } from "./scope.ts";
import { bindSteps, type UsedStep } from "./steps.ts";
import { recordOfStore } from "./store-resolution.ts";

/** What a contract and a molecule have alike. */
export interface Pipeline {
  readonly inputs: readonly BoundField[];
  readonly outputs: readonly BoundField[];
  readonly outcomes: readonly OutcomeSpec[];
  readonly steps: readonly BoundStep[];
}

/**
 * Binds the steps under `key`, and derives what was left out: outputs are all that some exit guarantees, outcomes all
 * that the steps can do. That what is written is also what the steps can do is for a rule to say.
 */
export function bindPipeline(
  key: "pipeline" | "compose",
  { owner, scope }: { readonly owner: Declared; readonly scope: Scope },
): Pipeline {
  const { tree } = owner;
  const inputs = bindFields(valueAt(tree, "inputs"), { owner, scope, storeType: false });
  const used = bindSteps(valueAt(tree, key), { owner, scope, pure: key === "compose" });
  const derived = scope.isSound(owner.fqdn) ? deriveOutcomes(used) : [];
  const stated = valueAt(tree, "outputs");
  const outputs =
    stated === undefined
      ? inferOutputs(used, { inputs, derived, owner, scope })
      : bindFields(stated, { owner, scope, storeType: false });
  const outcomes = bindOrDerive(valueAt(tree, "outcomes"), { derived, outputs, owner, scope });
  return { inputs, outputs, outcomes, steps: used.map(({ step }) => step) };
}

interface Deriving {
  readonly derived: readonly DerivedOutcome[];
  readonly outputs: readonly BoundField[];
  readonly owner: Declared;
  readonly scope: Scope;
}

function bindOrDerive(
  written: Located | undefined,
  { derived, outputs, owner, scope }: Deriving,
): readonly OutcomeSpec[] {
  const names = new Set(outputs.map(({ name }) => name));
  if (written === undefined) {
    return derived.map(({ guarantees, ...outcome }) => ({
      ...outcome,
      guarantees: guarantees.filter((name) => names.has(name)),
    }));
  }
  return bindOutcomes(written, { owner, scope, outputs });
}

interface Inferring {
  readonly inputs: readonly BoundField[];
  readonly derived: readonly DerivedOutcome[];
  readonly owner: Declared;
  readonly scope: Scope;
}

/** The outputs of a pipeline that states none: each named by the first step that gives it. */
export function inferOutputs(
  used: readonly UsedStep[],
  { inputs, derived, owner, scope }: Inferring,
): readonly BoundField[] {
  const given = new Set(derived.flatMap(({ guarantees }) => guarantees));
  const outputs = new Map<string, BoundField>();
  const results = new Map<string, readonly Field[]>();
  for (const step of used) {
    const fields = fieldsOfStep(step, { inputs, results, owner, scope });
    results.set(step.step.name, fields);
    for (const { name, at } of step.step.outputs) {
      const field = fields.find((one) => one.name === name);
      if (!given.has(name) || outputs.has(name)) continue;
      if (field !== undefined) outputs.set(name, { ...field, at });
      else if (readsActor(step, name)) scope.report(owner, rules.outputTypeKnown({ output: name }, { at }));
    }
  }
  return [...outputs.values()];
}

/** What else cannot be told is a path to nothing, which a rule reports where it stands. */
function readsActor({ step }: UsedStep, output: string): boolean {
  return step.outputs.some(({ name, from }) => name === output && from.kind === "path" && from.path.root === "context");
}

interface Typing {
  readonly inputs: readonly BoundField[];
  readonly results: ReadonlyMap<string, readonly Field[]>;
  readonly owner: Declared;
  readonly scope: Scope;
}

function fieldsOfStep({ step, use }: UsedStep, { inputs, results, owner, scope }: Typing): readonly Field[] {
  const record = () => recordOfStore(use, { owner, scope });
  const rootsWith =
    (result: readonly Field[]): Roots =>
    ({ root, segments }) => {
      if (root === "result") return { fields: result, segments };
      if (root === "inputs") return { fields: inputs, segments };
      const [earlier = "", ...rest] = segments;
      return root === "results" ? { fields: results.get(earlier) ?? [], segments: rest } : contextFields(segments);
    };
  const outputs =
    use.transform === undefined
      ? withoutStoreType(use.outputs, record)
      : carryMarks(use.transform, givenBy(step.inputs, rootsWith([])), findTransform(scope));
  return step.outputs.flatMap(({ name, from, type }): readonly Field[] => {
    const field = heldAs(heldByExpression(from, rootsWith(outputs)), type);
    return field === undefined ? [] : [{ name, optional: false, ...field }];
  });
}

/** The fields with `{entity: store}` replaced by the record of the store; left out where that is not known. */
export function withoutStoreType(fields: readonly BoundField[], record: () => Type | undefined): readonly BoundField[] {
  if (!fields.some(({ type }) => mentionsStore(type))) return fields;
  const found = record();
  if (found === undefined) return fields.filter(({ type }) => !mentionsStore(type));
  return fields.map((field) => ({ ...field, type: replaceStore(field.type, found) }));
}

function mentionsStore(type: Type): boolean {
  if (type.kind === "array") return mentionsStore(type.items);
  if (type.kind === "object" && type.entity === undefined)
    return type.properties.some((field) => mentionsStore(field.type));
  return type.kind === "store";
}

function replaceStore(type: Type, record: Type): Type {
  if (type.kind === "store") return record;
  if (type.kind === "array") return { ...type, items: replaceStore(type.items, record) };
  if (type.kind !== "object" || type.entity !== undefined) return type;
  return {
    ...type,
    properties: type.properties.map((field) => ({ ...field, type: replaceStore(field.type, record) })),
  };
}

function contextFields(segments: readonly string[]): {
  readonly fields: readonly Field[];
  readonly segments: readonly string[];
} {
  return { fields: segments[0] === "actor" ? [] : plainContext, segments };
}
