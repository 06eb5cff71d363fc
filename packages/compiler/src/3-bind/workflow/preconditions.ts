import { asText, itemsOf, type Located, textAt, valueAt } from "../../2-parse/located.ts";
import { bindEntries } from "../bind-expression.ts";
import type { BoundPrecondition, Path, Reference } from "../bound.ts";
import { boundOf, resolveReference } from "../reference.ts";
import type { Derivation } from "./derivation.ts";
import type { WorkflowStores } from "./workflow-stores.ts";

interface Conditioning {
  readonly derivation: Derivation;
  readonly stores: WorkflowStores;
  /** How a finding names the node. */
  readonly says: string;
  /** What the node may read before it runs. */
  readonly roots: readonly Path["root"][];
}

/** Binds `requires:` and then `forbids:` of a node, one or a list each, and resolves the stores of their events. */
export function bindPreconditions(node: Located, conditioning: Conditioning): readonly BoundPrecondition[] {
  if (node.kind !== "map") return [];
  return (["requires", "forbids"] as const).flatMap((kind) => {
    const entry = node.entries.get(kind);
    if (entry === undefined) return [];
    const items = entry.value.kind === "list" ? entry.value.items : [entry.value];
    return items.flatMap((item) => bindPrecondition(item, { ...conditioning, kind, at: entry.keyAt }));
  });
}

function bindPrecondition(
  located: Located,
  { kind, at, ...conditioning }: Conditioning & Pick<BoundPrecondition, "kind" | "at">,
): readonly BoundPrecondition[] {
  const { derivation, roots } = conditioning;
  const { owner, scope } = derivation;
  const text = textAt(located, "event");
  const event = text && bindEvent(text, conditioning);
  const match = bindEntries(valueAt(located, "match"), { owner, scope, roots });
  const unlessLater = itemsOf(valueAt(located, "unless_later")).flatMap((item) => {
    const name = asText(item);
    return (name && bindEvent(name, conditioning)) ?? [];
  });
  return event === undefined ? [] : [{ kind, event, match, unlessLater, at }];
}

function bindEvent(
  text: NonNullable<ReturnType<typeof asText>>,
  { derivation, stores, says }: Conditioning,
): Reference | undefined {
  const { owner, scope } = derivation;
  const event = resolveReference(text, { owner, says, kinds: ["EV"] }, scope);
  const bound = boundOf(event, "EV", scope);
  if (event === undefined || bound === undefined) return undefined;
  stores.find({ ...bound.store, access: "read", at: event.at });
  return event;
}
