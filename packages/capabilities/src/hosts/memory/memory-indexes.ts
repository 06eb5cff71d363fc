import type { LedgerTransaction } from "@pgs/runtime";

/** Keeps indexes over events in memory; every change pushes how to undo it. */
export function openMemoryIndexes(
  undo: (() => void)[],
): Pick<LedgerTransaction, "indexedTo" | "extendIndex" | "lastIndexed"> {
  const takenTo = new Map<string, number>();
  const sequences = new Map<string, number>();
  const set = (map: Map<string, number>, key: string, value: number): void => {
    const before = map.get(key);
    map.set(key, value);
    undo.push(() => void (before === undefined ? map.delete(key) : map.set(key, before)));
  };
  return {
    indexedTo: (index) => takenTo.get(index) ?? 0,
    extendIndex: (index, entries, to) => {
      for (const { key, sequence } of entries) set(sequences, `${index} ${key}`, sequence);
      set(takenTo, index, to);
    },
    lastIndexed: (index, key) => sequences.get(`${index} ${key}`) ?? 0,
  };
}
