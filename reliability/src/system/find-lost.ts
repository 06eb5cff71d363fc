import { existsSync } from "node:fs";
import { join } from "node:path";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import type { RunResult } from "@pgs/runtime";

/** Those of the acknowledged runs that the ledger of a folder does not hold as they were acknowledged. */
export function findLost<R extends Pick<RunResult, "run" | "terminal">>(
  acknowledged: readonly R[],
  folder: string,
): readonly R[] {
  const runs = acknowledged.filter(({ terminal }) => terminal !== "key_reuse");
  const path = join(folder, "data", "pgs.db");
  if (runs.length === 0) return [];
  if (!existsSync(path)) return runs;
  const ledger = openSqliteLedger({ ...sqliteDefaults, path });
  try {
    return runs.filter(({ run, terminal }) => {
      const kept = ledger.read.run(run)?.terminal;
      // Who was told that a run waits may find it gone on.
      return terminal === "waiting" ? kept === undefined : kept !== terminal;
    });
  } finally {
    ledger.close();
  }
}
