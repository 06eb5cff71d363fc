import type { LedgerTransaction } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";
import type { Remembered } from "./remembered.ts";

/** Indexes over events as they are kept inside a transaction. */
export type EventIndexes = Pick<LedgerTransaction, "indexedTo" | "extendIndex" | "lastIndexed">;

/** How far an index goes, or will go when the transaction settles. */
interface Reach {
  readonly to: number;
  readonly isSettled: boolean;
}

export function openEventIndexes(driver: Driver, names: Names): EventIndexes & Remembered {
  let known = new Map<string, Reach>();
  let marked = known;
  const takenTo = driver.prepare("SELECT taken_to FROM event_index WHERE id = ?");
  const moveTo = driver.prepare(
    "INSERT INTO event_index (id, taken_to) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET taken_to = excluded.taken_to",
  );
  const put = driver.prepare(
    `INSERT INTO event_key (event_index, key, sequence) VALUES (?, ?, ?)
     ON CONFLICT (event_index, key) DO UPDATE SET sequence = excluded.sequence`,
  );
  const last = driver.prepare("SELECT sequence FROM event_key WHERE event_index = ? AND key = ?");
  const numberIn = (value: unknown): number => (typeof value === "number" ? value : 0);
  return {
    indexedTo: (index) => {
      const found = known.get(index);
      if (found !== undefined) return found.to;
      const to = numberIn(takenTo.get(names.find(index) ?? 0)?.[0]);
      known.set(index, { to, isSettled: true });
      return to;
    },
    extendIndex: (index, entries, to) => {
      for (const { key, sequence } of entries) put.run(names.add(index), key, sequence);
      known.set(index, { to, isSettled: false });
    },
    lastIndexed: (index, key) => numberIn(last.get(names.find(index) ?? 0, key)?.[0]),
    forget: () => {
      known = new Map();
    },
    mark: () => {
      marked = new Map(known);
    },
    restore: () => {
      known = new Map(marked);
    },
    settle: () => {
      for (const [index, { to, isSettled }] of known) {
        if (isSettled) continue;
        moveTo.run(names.add(index), to);
        known.set(index, { to, isSettled: true });
      }
    },
  };
}
