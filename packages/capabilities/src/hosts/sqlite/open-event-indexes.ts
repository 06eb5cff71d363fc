import type { LedgerTransaction } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Names } from "./names.ts";

/** Indexes over events as they are kept inside a transaction. */
export type EventIndexes = Pick<LedgerTransaction, "indexedTo" | "extendIndex" | "lastIndexed">;

export function openEventIndexes(driver: Driver, names: Names): EventIndexes {
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
    indexedTo: (index) => numberIn(takenTo.get(names.find(index) ?? 0)?.[0]),
    extendIndex: (index, entries, to) => {
      const id = names.add(index);
      for (const { key, sequence } of entries) put.run(id, key, sequence);
      moveTo.run(id, to);
    },
    lastIndexed: (index, key) => numberIn(last.get(names.find(index) ?? 0, key)?.[0]),
  };
}
