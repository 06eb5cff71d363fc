import type { Span } from "@pgs/governance";
import { asText, entriesOf, type Located, type LocatedText, textAt, valueAt } from "../../2-parse/located.ts";
import { type BindingPlace, bindEntries, bindExpression } from "../bind-expression.ts";
import type { BoundInvoke, BoundInvokeCase, Reference } from "../bound.ts";
import { resolveReference } from "../reference.ts";

export interface Invoking extends BindingPlace {
  /** How a finding names the step or node. */
  readonly says: string;
}

/** Binds `invoke` with `each`, `payload` and `as`; undefined where it does not stand, or after a finding. */
export function bindInvoke(located: Located, invoking: Invoking): BoundInvoke | undefined {
  const { owner, scope, says, roots } = invoking;
  const invoke = located.kind === "map" ? located.entries.get("invoke") : undefined;
  if (invoke === undefined) return undefined;
  const each = valueAt(located, "each");
  const perItem: Invoking = each === undefined ? invoking : { ...invoking, roots: [...roots, "item"] };
  const by = valueAt(invoke.value, "by");
  const cases = casesOf(invoke.value, invoking);
  const actor = textAt(located, "as");
  const isActor = actor !== undefined && actor.text !== "caller";
  const as = isActor ? resolveReference(actor, { owner, says, kinds: ["AC"] }, scope) : undefined;
  if (cases.length === 0 || (isActor && as === undefined)) return undefined;
  return {
    by: by && bindExpression(by, perItem),
    cases,
    each: each && bindExpression(each, invoking),
    payload: bindEntries(valueAt(located, "payload"), perItem),
    as,
    at: invoke.keyAt,
  };
}

/** The workflows that a step or node names, as it writes them. */
export function invokedNames(located: Located): readonly string[] {
  const invoke = valueAt(located, "invoke");
  const only = asText(invoke);
  const cases = entriesOf(valueAt(invoke, "cases")).flatMap(({ value }) => asText(value)?.text ?? []);
  return only === undefined ? cases : [only.text];
}

function casesOf(invoke: Located, { owner, scope, says }: Invoking): readonly BoundInvokeCase[] {
  const find = (text: LocatedText): Reference | undefined =>
    resolveReference(text, { owner, says, kinds: ["WF"] }, scope);
  const only = asText(invoke);
  if (only !== undefined) return caseOf(find(only), { value: undefined, at: only.at });
  return entriesOf(valueAt(invoke, "cases")).flatMap(({ key, keyAt, value }) => {
    const text = asText(value);
    return caseOf(text && find(text), { value: key, at: keyAt });
  });
}

function caseOf(
  workflow: Reference | undefined,
  { value, at }: { readonly value: string | undefined; readonly at: Span },
): readonly BoundInvokeCase[] {
  return workflow === undefined ? [] : [{ value, workflow, at }];
}
