import type { LedgerTransaction } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import type { Remembered } from "./remembered.ts";
import type { WriteBehind } from "./write-behind.ts";

/** Indexes over events as they are kept inside a transaction. */
export type EventIndexes = Pick<LedgerTransaction, "indexedTo" | "extendIndex" | "lastIndexed">;

/** How far an index goes, or will go when the transaction settles. */
interface Reach {
  readonly to: number;
  readonly isSettled: boolean;
}

export function openEventIndexes(at: {
  readonly driver: Driver;
  readonly names: Names;
  readonly behind: WriteBehind;
}): EventIndexes & Remembered {
  const { driver, names, behind } = at;
  let known = new Map<string, Reach>();
  let marked = known;
  /** What is marked is copied before it is changed, which most segments never do. */
  const change = (index: string, reach: Reach): void => {
    if (known === marked) known = new Map(known);
    known.set(index, reach);
  };
  const takenTo = driver.prepare("SELECT taken_to FROM event_index WHERE id = ?");
  const reachRows = behind.table({
    table: "event_index",
    columns: ["id", "taken_to"],
    key: ["id"],
    changes: ["taken_to"],
  });
  const keyRows = behind.table<number>({
    table: "event_key",
    columns: ["event_index", "key", "sequence"],
    key: ["event_index", "key"],
    changes: ["sequence"],
  });
  const last = driver.prepare("SELECT sequence FROM event_key WHERE event_index = ? AND key = ?");
  const numberIn = (value: unknown): number => (typeof value === "number" ? value : 0);
  return {
    indexedTo: (index) => {
      const found = known.get(index);
      if (found !== undefined) return found.to;
      const to = numberIn(takenTo.get(names.find(index) ?? 0)?.[0]);
      change(index, { to, isSettled: true });
      return to;
    },
    extendIndex: (index, entries, to) => {
      for (const { key, sequence } of entries) {
        const id = names.add(index);
        keyRows.put("unknown", [id, key, sequence], `${id} ${key}`, sequence);
      }
      change(index, { to, isSettled: false });
    },
    lastIndexed: (index, key) => {
      const id = names.find(index) ?? 0;
      return keyRows.find(`${id} ${key}`) ?? numberIn(last.get(id, key)?.[0]);
    },
    begin: () => {},
    forget: () => {
      known = new Map();
    },
    mark: () => {
      marked = known;
    },
    restore: () => {
      known = marked;
    },
    settle: () => {
      for (const [index, { to, isSettled }] of known) {
        if (isSettled) continue;
        reachRows.put("unknown", [names.add(index), to]);
        change(index, { to, isSettled: true });
      }
    },
  };
}
