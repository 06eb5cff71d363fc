import { type EffectRecord, storeName, type Terminal } from "@pgs/runtime";

/** How many records a run added to, changed in and took from one store; names as people say them, without the structure. */
export interface StoreChange {
  readonly store: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** What a run wrote, store by store, in the order of its first write there. Reads and refused writes count for nothing. */
export function countChanges(effects: readonly EffectRecord[], terminal: Terminal): readonly StoreChange[] {
  if (terminal === "failed" || terminal === "faulted") return [];
  const counts = new Map<string, { added: number; changed: number; removed: number }>();
  for (const effect of effects) {
    const change = changeOf(effect);
    if (change === undefined) continue;
    const store = storeName(effect.store);
    const count = counts.get(store) ?? { added: 0, changed: 0, removed: 0 };
    count[change] += 1;
    counts.set(store, count);
  }
  return [...counts].map(([store, count]) => ({ store, ...count }));
}

function changeOf({
  op,
  version_before: before,
  version_after: after,
}: EffectRecord): "added" | "changed" | "removed" | undefined {
  if (before === after) return undefined;
  // The versions of an events store are those of the store, not of a record.
  if (op === "APPEND") return "added";
  if (after === undefined || after === 0) return "removed";
  return before === undefined || before === 0 ? "added" : "changed";
}
