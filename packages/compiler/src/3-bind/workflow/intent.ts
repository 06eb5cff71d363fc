import { codeOf, nearestTo, rules, spellingFix } from "@pgs/governance";
import { entriesOf, type LocatedEntry, textAt, valueAt } from "../../2-parse/located.ts";
import { readable } from "../bind-expression.ts";
import type { BoundIntentNode, Reference } from "../bound.ts";
import { bindFields } from "../fields.ts";
import { completed } from "../full/complete.ts";
import { resolveReference } from "../reference.ts";
import { bindActors, principalOf } from "../simple-artifacts.ts";
import type { Derivation } from "./derivation.ts";
import { bindEdges, withDefault } from "./edges.ts";
import { bindPreconditions } from "./preconditions.ts";
import type { WorkflowStores } from "./workflow-stores.ts";

/** Binds the node where every run starts, written or implied, and the intent that the workflow may own. */
export function bindIntentNode(derivation: Derivation, stores: WorkflowStores): BoundIntentNode | undefined {
  const { owner } = derivation;
  const nodes = entriesOf(valueAt(owner.tree, "nodes"));
  const written = nodes.find(({ value }) => valueAt(value, "intent") !== undefined);
  const intent = bindOwnedIntent(derivation, written) ?? bindNamedIntent(derivation, written);
  if (intent === undefined) return undefined;
  return written === undefined
    ? impliedNode(intent, { derivation, nodes })
    : writtenNode(intent, { derivation, nodes, written, stores });
}

/** Binds an intent node that is not the first. There is to be none; a rule says so. */
export function bindFurtherIntent(
  { key, keyAt, value }: LocatedEntry,
  { owner, scope }: Derivation,
): readonly BoundIntentNode[] {
  const text = textAt(value, "intent");
  const intent = text && resolveReference(text, { owner, says: `node \`${key}\``, kinds: ["IN"] }, scope);
  if (intent === undefined) return [];
  return [{ kind: "intent", name: key, intent, preconditions: [], next: bindEdges(valueAt(value, "next")), at: keyAt }];
}

const owningKeys = ["payload", "actors", "principal"];

function bindOwnedIntent(derivation: Derivation, node: LocatedEntry | undefined): Reference | undefined {
  const { owner, scope } = derivation;
  const key = owningKeys.map((name) => owner.tree.entries.get(name)).find((entry) => entry !== undefined);
  if (key === undefined) return undefined;
  const at = key.keyAt;
  const named = node === undefined ? undefined : textAt(node.value, "intent");
  const fqdn = derivation.nameFor({ kind: "IN", suffix: "", at });
  if (fqdn === undefined) return undefined;
  if (named !== undefined && named.text !== fqdn && named.text !== codeOf(fqdn)) {
    const related = [{ span: at, text: "so the workflow owns its intent" }];
    scope.report(owner, rules.intentOwnedOrNamed({ key: key.key, intent: named.text }, { at: named.at, related }));
  }
  const payload = bindFields(valueAt(owner.tree, "payload"), { owner, scope, storeType: false });
  const actors = bindActors(valueAt(owner.tree, "actors"), { owner, scope });
  const base = derivation.baseFor("IN", { fqdn, at });
  derivation.add(completed({ ...base, payload, actors, principal: principalOf(owner.tree) }, undefined));
  return { fqdn, at: named?.at ?? at };
}

function bindNamedIntent({ owner, scope }: Derivation, node: LocatedEntry | undefined): Reference | undefined {
  if (owningKeys.some((key) => owner.tree.entries.has(key))) return undefined;
  const text = node === undefined ? undefined : textAt(node.value, "intent");
  if (node === undefined || text === undefined) {
    scope.report(owner, rules.intentStated({ workflow: codeOf(owner.fqdn) }, { at: owner.at }));
    return undefined;
  }
  return resolveReference(text, { owner, says: `node \`${node.key}\``, kinds: ["IN"] }, scope);
}

interface Placing {
  readonly derivation: Derivation;
  readonly nodes: readonly LocatedEntry[];
}

function writtenNode(
  intent: Reference,
  { derivation, nodes, written, stores }: Placing & { readonly written: LocatedEntry; readonly stores: WorkflowStores },
): BoundIntentNode {
  const { owner, scope } = derivation;
  const start = textAt(owner.tree, "start");
  if (start !== undefined && start.text !== written.key) {
    const related = [{ span: written.keyAt, text: "the intent node" }];
    scope.report(owner, rules.startIsIntent({ start: start.text, intent: written.key }, { at: start.at, related }));
  }
  const at = written.keyAt;
  const says = `node \`${written.key}\``;
  const next = valueAt(written.value, "next");
  const first = nodes.find(({ key }) => key !== written.key);
  const edges = next === undefined ? withDefault([], { outcome: "ACK", target: first?.key, at }) : bindEdges(next);
  return {
    kind: "intent",
    name: written.key,
    intent,
    preconditions: bindPreconditions(written.value, { derivation, stores, says, roots: readable.gate }),
    next: withDefault(edges, { outcome: "NACK", target: "REJECTED", at }),
    at,
  };
}

function impliedNode(intent: Reference, { derivation, nodes }: Placing): BoundIntentNode {
  const { owner, scope } = derivation;
  const start = textAt(owner.tree, "start");
  const names = new Set(nodes.map(({ key }) => key));
  if (start !== undefined && !names.has(start.text)) {
    const fix = spellingFix({ word: start.text, at: start.at }, names);
    const near = nearestTo(start.text, names);
    scope.report(owner, rules.startExists({ start: start.text, near }, { at: start.at, fix }));
  }
  const at = intent.at;
  const ack = withDefault([], { outcome: "ACK", target: start?.text ?? nodes[0]?.key, at });
  const next = withDefault(ack, { outcome: "NACK", target: "REJECTED", at });
  return { kind: "intent", name: freeName(names), intent, preconditions: [], next, at };
}

function freeName(names: ReadonlySet<string>): string {
  let name = "ADMIT";
  while (names.has(name)) name += "_REQUEST";
  return name;
}
