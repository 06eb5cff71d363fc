import type { LedgerReader, LedgerTransaction } from "@pgs/runtime";
import type { Driver } from "./driver.ts";
import type { Journal } from "./open-journal.ts";
import type { Remembered } from "./remembered.ts";
import type { WriteBehind } from "./write-behind.ts";

/** Keys that can be lost on purpose, as they are made and dropped inside a transaction. */
export type ErasableKeys = Pick<LedgerTransaction, "makeErasableKey" | "dropErasableKeys" | "erasableKey">;

interface FreshKey {
  readonly run: string;
  readonly salt: string;
}

/** Must be opened after the journal: at the end of a transaction a run's row is written before its keys. */
export function openErasableKeys(at: {
  readonly driver: Driver;
  readonly reader: LedgerReader;
  readonly runNumber: Journal["runNumber"];
  readonly behind: WriteBehind;
}): ErasableKeys & Remembered {
  const { driver, reader, runNumber, behind } = at;
  /** Those of this transaction, which no savepoint takes back. */
  let fresh = new Map<number, FreshKey>();
  let next: number | undefined;
  const last = driver.prepare("SELECT coalesce(max(id), 0) FROM erasable_key");
  const rows = behind.table({
    table: "erasable_key",
    columns: ["id", "run", "salt"],
  });
  // The row stays, so that its number is never given again.
  const drop = driver.prepare(
    "UPDATE erasable_key SET salt = '' WHERE salt <> '' AND run = coalesce((SELECT id FROM run WHERE run = ?), 0)",
  );
  return {
    makeErasableKey: (run, salt) => {
      if (salt === "") throw new Error("a salt is never empty");
      const id = next ?? Number(last.get()?.[0]) + 1;
      next = id + 1;
      fresh.set(id, { run, salt });
      return id;
    },
    erasableKey: (id) => fresh.get(id)?.salt ?? reader.erasableKey(id),
    dropErasableKeys: (run) => {
      if (behind.isSegmentOpen()) throw new Error("keys are not dropped inside a segment");
      writeFresh();
      behind.flush();
      return drop.run(run);
    },
    begin: dropFresh,
    forget: () => {
      next = undefined;
    },
    mark: () => {},
    restore: () => {},
    settle: () => writeFresh(),
  };

  function writeFresh(): void {
    for (const [id, { run, salt }] of fresh) {
      const number = runNumber(run);
      if (number === undefined) throw new Error(`a key was made for ${run}, which is no run`);
      rows.put("new", [id, number, salt]);
    }
    dropFresh();
  }

  function dropFresh(): void {
    if (fresh.size > 0) fresh = new Map();
  }
}
