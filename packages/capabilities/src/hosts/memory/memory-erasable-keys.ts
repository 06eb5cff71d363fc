import type { LedgerReader, LedgerTransaction } from "@pgs/runtime";

interface KeptKey {
  readonly run: string;
  /** Empty: it was dropped. */
  salt: string;
}

/** Keeps in memory keys that can be lost on purpose. What is made or dropped is undone with the transaction alone. */
export function openMemoryErasableKeys(at: { readonly undo: (() => void)[]; readonly isSegmentOpen: () => boolean }): {
  readonly reads: Pick<LedgerReader, "erasableKey" | "runOfErasableKey">;
  readonly writes: Pick<LedgerTransaction, "makeErasableKey" | "dropErasableKeys">;
} {
  const { undo, isSegmentOpen } = at;
  /** By number, from 1. */
  const keys: KeptKey[] = [];
  return {
    reads: {
      erasableKey: (id) => keys[id - 1]?.salt || undefined,
      runOfErasableKey: (id) => keys[id - 1]?.run ?? "",
    },
    writes: {
      makeErasableKey: (run, salt) => {
        if (salt === "") throw new Error("a salt is never empty");
        undo.push(() => void keys.pop());
        return keys.push({ run, salt });
      },
      dropErasableKeys: (run) => {
        if (isSegmentOpen()) throw new Error("keys are not dropped inside a segment");
        const dropped = keys.filter((key) => key.run === run && key.salt !== "");
        for (const key of dropped) {
          const { salt } = key;
          key.salt = "";
          undo.push(() => {
            key.salt = salt;
          });
        }
        return dropped.length;
      },
    },
  };
}
