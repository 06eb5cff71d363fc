import { codeOf } from "@pgs/governance";
import { asText, itemsOf, type Located, textAt, valueAt } from "../../2-parse/located.ts";
import type { BoundSideEffect, Happening, Named, OutcomeSpec, Reference } from "../bound.ts";
import { boundOf, resolveReference } from "../reference.ts";
import { type Asserting, requireName, requireStore } from "./require-name.ts";

/** Binds what an assertion speaks of; undefined after a finding. */
export function bindHappening(located: Located | undefined, asserting: Asserting): Happening | undefined {
  const kind = (["contract", "transform", "effect", "event", "exit", "requires"] as const).find(
    (key) => valueAt(located, key) !== undefined,
  );
  if (located === undefined || kind === undefined) return undefined;
  return binders[kind](located, asserting);
}

type Binder = (located: Located, asserting: Asserting) => Happening | undefined;

const binders: Readonly<Record<Happening["kind"], Binder>> = {
  contract: bindContractRun,
  transform: (located, asserting) => {
    const transform = referenceAt(located, "transform", asserting);
    const bound = boundOf(transform, "CT", asserting.scope);
    if (transform === undefined || bound === undefined) return undefined;
    const outcome = outcomeOf(located, { of: codeOf(bound.fqdn), outcomes: bound.outcomes }, asserting);
    return { kind: "transform", transform, outcome, at: transform.at };
  },
  effect: bindEffect,
  event: (located, asserting) => {
    const event = referenceAt(located, "event", asserting);
    return event && { kind: "event", event, at: event.at };
  },
  exit: (located) => {
    const exit = textAt(located, "exit");
    return exit && { kind: "exit", name: exit.text, at: exit.at };
  },
  requires: bindRequirement,
};

function bindContractRun(located: Located, asserting: Asserting): Happening | undefined {
  const contract = referenceAt(located, "contract", asserting);
  const bound = boundOf(contract, "CC", asserting.scope);
  if (contract === undefined || bound === undefined) return undefined;
  const of = `\`${codeOf(bound.fqdn)}\``;
  const names = bound.steps.map(({ name }) => name);
  const step = requireName(textAt(located, "step"), { what: "step", of, names, declaredAt: bound.at }, asserting);
  if (step === undefined) {
    const outcome = outcomeOf(located, { of: codeOf(bound.fqdn), outcomes: bound.outcomes }, asserting);
    return { kind: "contract", contract, step, outcome, at: contract.at };
  }
  const routes = bound.steps.find(({ name }) => name === step.name)?.on ?? [];
  const outcomes = routes.map(({ outcome }) => outcome);
  const told = { what: "outcome", of: `step \`${step.name}\``, names: outcomes, declaredAt: bound.at };
  const outcome = requireName(textAt(located, "outcome"), told, asserting);
  return { kind: "contract", contract, step, outcome, at: step.at };
}

function bindEffect(located: Located, asserting: Asserting): Happening | undefined {
  const { scope } = asserting;
  const effect = valueAt(located, "effect");
  const sideEffect = referenceAt(effect, "side_effect", asserting);
  const bound = boundOf(sideEffect, "CS", scope);
  if (sideEffect !== undefined && bound === undefined) return undefined;
  const candidates =
    bound === undefined
      ? [...scope.bound.values()].filter((artifact): artifact is BoundSideEffect => artifact.kind === "CS")
      : [bound];
  const of = bound === undefined ? "any side effect" : `\`${codeOf(bound.fqdn)}\``;
  const operations = candidates.flatMap((one) => one.operations);
  const told = { what: "operation", of, names: operations.map(({ name }) => name), declaredAt: bound?.at };
  const op = requireName(textAt(effect, "op"), told, asserting);
  const store = requireStore(textAt(effect, "store"), asserting);
  const meant = operations.filter(({ name }) => op === undefined || name === op.name);
  const outcomes = meant.flatMap((operation) => operation.outcomes);
  const outcome = outcomeOf(located, { of: op?.name ?? "effect", outcomes }, asserting);
  const at = textAt(effect, "op")?.at ?? textAt(effect, "store")?.at ?? textAt(effect, "side_effect")?.at ?? located.at;
  return { kind: "effect", sideEffect, op, store, outcome, at };
}

function bindRequirement(located: Located, asserting: Asserting): Happening | undefined {
  const requirement = valueAt(located, "requires");
  const event = referenceAt(requirement, "event", asserting);
  const bound = boundOf(event, "EV", asserting.scope);
  if (event === undefined || bound === undefined) return undefined;
  const names = bound.fields.map(({ name }) => name);
  const told = { what: "field", of: `\`${codeOf(bound.fqdn)}\``, names, declaredAt: bound.at };
  const match = itemsOf(valueAt(requirement, "match")).flatMap(
    (item) => requireName(asText(item), told, asserting) ?? [],
  );
  const unlessLater = itemsOf(valueAt(requirement, "unless_later")).flatMap((item) => {
    const text = asText(item);
    return (
      (text && resolveReference(text, { ...asserting, says: "`unless_later`", kinds: ["EV"] }, asserting.scope)) ?? []
    );
  });
  return { kind: "requires", event, match, unlessLater, at: event.at };
}

const kindsAt = { contract: "CC", transform: "CT", event: "EV", side_effect: "CS" } as const;

function referenceAt(
  located: Located | undefined,
  key: keyof typeof kindsAt,
  { owner, scope }: Asserting,
): Reference | undefined {
  const text = textAt(located, key);
  return text && resolveReference(text, { owner, says: `\`${key}\``, kinds: [kindsAt[key]] }, scope);
}

function outcomeOf(
  located: Located,
  { of, outcomes }: { readonly of: string; readonly outcomes: readonly OutcomeSpec[] },
  asserting: Asserting,
): Named | undefined {
  const names = [...new Set(outcomes.map(({ name }) => name))];
  return requireName(textAt(located, "outcome"), { what: "outcome", of: `\`${of}\``, names }, asserting);
}
