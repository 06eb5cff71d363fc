import { codeOf, type Fqdn, isCode, isFqdn, type Kind, kindOf, makeFqdn, rules } from "@pgs/governance";
import { entriesOf, itemsOf, type Located, textAt, valueAt } from "../2-parse/located.ts";
import { orderByDependency } from "./dependency-order.ts";
import { invokedNames } from "./invoke/bind-invoke.ts";
import type { Declared, Scope } from "./scope.ts";
import { composedTransforms } from "./transform.ts";

/** Entities, what each holds first. A cycle is reported at the artifact it is told from, every hop shown. */
export function orderEntities(entities: readonly Declared[], scope: Scope): readonly Declared[] {
  return ordered(entities, scope, {
    namesIn: (tree) => entityNames(valueAt(tree, "fields")),
    report: (path, at, related) => rules.entityAcyclic({ path }, { at, related }),
  });
}

/** Transforms, what each composes first. */
export function orderTransforms(transforms: readonly Declared[], scope: Scope): readonly Declared[] {
  return ordered(transforms, scope, {
    namesIn: composedTransforms,
    report: (path, at, related) => rules.composeAcyclic({ path }, { at, related }),
  });
}

/** Contracts and workflows, what each calls first: a child before its parent. */
export function orderCalls(callers: readonly Declared[], scope: Scope): readonly Declared[] {
  return ordered(callers, scope, {
    namesIn: calledNames,
    begins: "WF",
    report: (path, at, related) => rules.callsAcyclic({ path }, { at, related }),
  });
}

function calledNames(tree: Located): readonly string[] {
  const steps = itemsOf(valueAt(tree, "pipeline")).flatMap(invokedNames);
  const nodes = entriesOf(valueAt(tree, "nodes")).flatMap(({ value }) => [
    ...invokedNames(value),
    ...(textAt(value, "contract") === undefined ? [] : [textAt(value, "contract")?.text ?? ""]),
  ]);
  return [...steps, ...nodes];
}

interface Ordering {
  /** Where a circle is told from if it has one of this kind; left out: from its smallest name. */
  readonly begins?: Kind;
  readonly namesIn: (tree: Located) => readonly string[];
  readonly report: (
    path: string,
    at: Declared["at"],
    related: readonly { span: Declared["at"]; text: string }[],
  ) => Parameters<Scope["report"]>[1];
}

function ordered(
  artifacts: readonly Declared[],
  scope: Scope,
  { namesIn, begins, report }: Ordering,
): readonly Declared[] {
  const byName = new Map(artifacts.map((artifact) => [artifact.fqdn, artifact]));
  const dependenciesOf = (name: Fqdn): readonly Fqdn[] => {
    const artifact = byName.get(name);
    if (artifact === undefined) return [];
    const named = namesIn(artifact.tree).map((text) => (isCode(text) ? makeFqdn(artifact.namespace, text) : text));
    return [...new Set(named)].filter((text): text is Fqdn => isFqdn(text) && byName.has(text));
  };
  const { order, cycles } = orderByDependency(byName.keys(), dependenciesOf);
  for (const found of cycles) {
    const start = Math.max(
      0,
      found.findIndex((name) => kindOf(name) === begins),
    );
    const cycle = [...found.slice(start), ...found.slice(0, start)];
    const [first, ...rest] = cycle.map((name) => byName.get(name)).filter((one) => one !== undefined);
    if (first === undefined) continue;
    const related = rest.slice(0, 12).map(({ at }) => ({ span: at, text: "through this one" }));
    const path = hopsOf([...cycle, first.fqdn]);
    scope.report(first, report(path, first.at, related));
    for (const one of rest) scope.spoil(one);
  }
  return order.map((name) => byName.get(name)).filter((one) => one !== undefined);
}

/** The names with arrows; of a very long way only its ends. */
function hopsOf(names: readonly Fqdn[]): string {
  const shown = names.map((name) => `\`${codeOf(name)}\``);
  return (shown.length > 12 ? [...shown.slice(0, 6), "…", ...shown.slice(-5)] : shown).join(" → ");
}

function entityNames(fields: Located | undefined): readonly string[] {
  return entriesOf(fields).flatMap(({ value }) => namesInType(value));
}

function namesInType(type: Located): readonly string[] {
  const entity = textAt(type, "entity");
  if (entity !== undefined) return [entity.text];
  const items = valueAt(type, "items");
  return [...(items === undefined ? [] : namesInType(items)), ...entityNames(valueAt(type, "properties"))];
}
