import { entriesOf, isTrueAt, type Located, type LocatedEntry, textAt, textsAt, valueAt } from "../2-parse/located.ts";
import { baseOf } from "./base.ts";
import type { BoundOperation, BoundSideEffect, EffectSemantics, InvokeMode, StoreSemantics } from "./bound.ts";
import { bindFields } from "./fields.ts";
import { completed } from "./full/complete.ts";
import { bindOutcomes } from "./outcomes.ts";
import type { Declared, Scope } from "./scope.ts";

/** Binds a side effect and its operations. */
export function bindSideEffect(owner: Declared, scope: Scope): BoundSideEffect {
  const hosts = textsAt(owner.tree, "hosts").map(({ text }) => text);
  const operations = entriesOf(valueAt(owner.tree, "operations")).map((entry) =>
    bindOperation(entry, { owner, scope }),
  );
  return completed({ ...baseOf(owner, "CS"), hosts, operations }, owner);
}

function bindOperation(
  { key, keyAt, value }: LocatedEntry,
  { owner, scope }: { readonly owner: Declared; readonly scope: Scope },
): BoundOperation {
  const inputs = bindFields(valueAt(value, "inputs"), { owner, scope, storeType: true });
  const outputs = bindFields(valueAt(value, "outputs"), { owner, scope, storeType: true });
  return {
    name: key,
    semantics: textAt(value, "semantics")?.text as EffectSemantics,
    ...invokesOf(value),
    ...(isTrueAt(value, "repeatable") ? { repeatable: true } : {}),
    stores: textsAt(value, "stores").map(({ text }) => text as StoreSemantics),
    inputs,
    outputs,
    outcomes: bindOutcomes(valueAt(value, "outcomes"), { owner, scope, outputs }),
    at: keyAt,
  };
}

function invokesOf(operation: Located): Pick<BoundOperation, "invokes"> {
  const invokes = textAt(operation, "invokes")?.text;
  return invokes === undefined ? {} : { invokes: invokes as InvokeMode };
}
