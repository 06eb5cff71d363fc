import { isCode, type Json, type Kind, makeFqdn, namespaceOf } from "@pgs/governance";
import { entriesOf, jsonOf, type Located, type LocatedEntry, textAt, textsAt, valueAt } from "../../2-parse/located.ts";
import { baseOf } from "../base.ts";
import type { BoundAssertion, Claim, ClaimForm, Reference } from "../bound.ts";
import { completed } from "../full/complete.ts";
import { resolveReference } from "../reference.ts";
import type { Declared, Scope } from "../scope.ts";
import { bindFlowSource, bindFlowTarget } from "./flow-ends.ts";
import { bindHappening } from "./happening.ts";
import { requireExit } from "./require-exit.ts";
import type { Asserting } from "./require-name.ts";

/** Binds an assertion. Left out without a word where a workflow it speaks of has a finding: it would judge half of it. */
export function bindAssertion(owner: Declared, scope: Scope): BoundAssertion | undefined {
  const asserting = { owner, scope };
  const entry = entriesOf(owner.tree).find(({ key }) => key in binders);
  const workflows = referencesIn(owner.tree, { key: "in", kinds: ["WF"], asserting });
  if (entry === undefined || workflows === undefined) return undefined;
  if (workflows.length === 0 && hasUnsoundWorkflow(owner, scope)) return undefined;
  const claim = binders[entry.key as ClaimForm](entry, asserting);
  if (claim === undefined) return undefined;
  requireExit(claim, workflows, asserting);
  const written = {
    ...(workflows.length === 0 ? {} : { in: workflows.map(({ fqdn }) => fqdn) }),
    [entry.key]: inFull(jsonOf(entry.value), owner.namespace),
  };
  return completed({ ...baseOf(owner, "AS"), scope: workflows, claim, written }, owner);
}

type Binder = (entry: LocatedEntry, asserting: Asserting) => Claim | undefined;

const binders: Readonly<Record<ClaimForm, Binder>> = {
  before: ({ keyAt: at, value }, asserting) => {
    const of = bindHappening(value, asserting);
    const must = bindHappening(valueAt(value, "must"), asserting);
    return of && must && { form: "before", of, must, at };
  },
  never: ({ keyAt: at, value }, asserting) => {
    const of = bindHappening(value, asserting);
    const stated = valueAt(value, "after");
    const after = bindHappening(stated, asserting);
    if (of === undefined || (stated !== undefined && after === undefined)) return undefined;
    return { form: "never", of, after, at };
  },
  only_via: ({ keyAt: at, value }, asserting) => {
    const of = bindHappening(value, asserting);
    const through = referencesIn(value, { key: "through", kinds: ["WF", "CC"], asserting });
    return of && through && { form: "only_via", of, through, at };
  },
  always_emits: ({ keyAt: at, value }, asserting) => {
    const [event] = referencesIn(value, { key: "event", kinds: ["EV"], asserting }) ?? [];
    const on = textAt(value, "on");
    return event && { form: "always_emits", event, on: on && { name: on.text, at: on.at }, at };
  },
  at_most_once: ({ keyAt: at, value }, asserting) => {
    const of = bindHappening(value, asserting);
    return of && { form: "at_most_once", of, at };
  },
  requires_actor: ({ keyAt: at, value }, asserting) => {
    const of = bindHappening(value, asserting);
    const by = referencesIn(value, { key: "by", kinds: ["AC"], asserting });
    return of && by && { form: "requires_actor", of, by, at };
  },
  no_flow: ({ keyAt: at, value }, asserting) => {
    const from = bindFlowSource(valueAt(value, "from"), asserting);
    const to = bindFlowTarget(valueAt(value, "to"), asserting);
    const follows = textAt(value, "follow")?.text === "copies" ? "copies" : "all";
    return from && to && { form: "no_flow", from, to, follows, at };
  },
};

interface Referring {
  readonly key: string;
  readonly kinds: readonly Kind[];
  readonly asserting: Asserting;
}

/** Every artifact that a key names, one or a list; undefined if any of them has a finding. */
function referencesIn(located: Located, { key, kinds, asserting }: Referring): readonly Reference[] | undefined {
  const texts = textsAt(located, key);
  const found = texts.flatMap(
    (text) => resolveReference(text, { owner: asserting.owner, says: `\`${key}\``, kinds }, asserting.scope) ?? [],
  );
  return found.length === texts.length ? found : undefined;
}

function hasUnsoundWorkflow({ namespace }: Declared, scope: Scope): boolean {
  return [...scope.declared.values()].some(
    ({ kind, fqdn }) => kind === "WF" && namespaceOf(fqdn) === namespace && !scope.isSound(fqdn),
  );
}

/** The value with every code in it as an FQDN; no other word has the form of one. */
function inFull(value: Json, namespace: string): Json {
  if (typeof value === "string") {
    const [head = "", ...rest] = value.split("/");
    return [isCode(head) ? makeFqdn(namespace, head) : head, ...rest].join("/");
  }
  if (Array.isArray(value)) return value.map((item: Json) => inFull(item, namespace));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inFull(member, namespace)]));
}
