import type { Span } from "@pgs/governance";
import { asText, entriesOf, type Located, type LocatedEntry, textAt, valueAt } from "../../2-parse/located.ts";
import { bindEntries, bindExpression, readable } from "../bind-expression.ts";
import type { BoundEdge, BoundExitNode } from "../bound.ts";
import { bindType } from "../fields.ts";
import { boundOf, resolveReference } from "../reference.ts";
import type { Derivation } from "./derivation.ts";
import type { WorkflowStores } from "./workflow-stores.ts";

interface Exiting {
  readonly derivation: Derivation;
  readonly stores: WorkflowStores;
}

/** Binds a node where a run ends. */
export function bindExitNode({ key, keyAt, value }: LocatedEntry, exiting: Exiting): BoundExitNode {
  const emitted = valueAt(value, "emit");
  const events = emitted?.kind === "list" ? emitted.items : emitted === undefined ? [] : [emitted];
  return {
    kind: "exit",
    name: key,
    class: textAt(value, "exit")?.text as BoundExitNode["class"],
    reason: textAt(value, "reason")?.text ?? "",
    detail: textAt(value, "detail")?.text ?? "",
    outputs: entriesOf(valueAt(value, "outputs")).map((entry) => bindExitOutput(entry, exiting)),
    emit: events.flatMap((event) => bindEmit(event, { ...exiting, name: key })),
    implied: false,
    at: keyAt,
  };
}

function bindExitOutput(
  { key, keyAt, value }: LocatedEntry,
  { derivation: { owner, scope } }: Exiting,
): BoundExitNode["outputs"][number] {
  const place = { owner, scope, roots: readable.workflow };
  const from = valueAt(value, "from");
  const states = textAt(value, "type") ?? textAt(value, "entity");
  if (from === undefined || states === undefined || !(asText(from)?.text.startsWith("$.") ?? false)) {
    return { name: key, value: bindExpression(value, place), type: undefined, at: keyAt };
  }
  const type = bindType({ name: key, value }, { owner, scope, storeType: false });
  return { name: key, value: bindExpression(from, place), type, at: keyAt };
}

function bindEmit(
  located: Located,
  { derivation, stores, name }: Exiting & { readonly name: string },
): BoundExitNode["emit"] {
  const { owner, scope } = derivation;
  const text = asText(located) ?? textAt(located, "event");
  const event = text && resolveReference(text, { owner, says: `exit \`${name}\``, kinds: ["EV"] }, scope);
  const fields = bindEntries(valueAt(located, "fields"), { owner, scope, roots: readable.workflow });
  const bound = boundOf(event, "EV", scope);
  if (event === undefined || bound === undefined) return [];
  stores.find({ ...bound.store, at: event.at });
  return [{ event, fields, at: event.at }];
}

const impliedExits: ReadonlyMap<string, BoundExitNode["class"]> = new Map([
  ["COMPLETED", "completed"],
  ["DENIED", "denied"],
  ["REJECTED", "rejected"],
  ["FAILED", "failed"],
] as const);

/** The exits that every workflow has, as far as an edge leads there and nobody declared a node of that name. */
export function impliedExitNodes(edges: readonly BoundEdge[], declared: ReadonlySet<string>): readonly BoundExitNode[] {
  const firstAt = new Map<string, Span>();
  for (const { target, at } of edges) if (!firstAt.has(target)) firstAt.set(target, at);
  return [...impliedExits].flatMap(([name, exitClass]): readonly BoundExitNode[] => {
    const at = firstAt.get(name);
    if (at === undefined || declared.has(name)) return [];
    return [{ kind: "exit", name, class: exitClass, reason: "", detail: "", outputs: [], emit: [], implied: true, at }];
  });
}
