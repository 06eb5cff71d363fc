import { existsSync, statSync } from "node:fs";
import { refuseDamagedWal } from "./check-wal.ts";
import { openDriver } from "./driver.ts";
import { isLedger } from "./schema.ts";
import { tellFault } from "./tell-fault.ts";

const busyTimeoutMs = 10_000;

/**
 * Writes a ledger's file anew, so that nothing of what was deleted or overwritten stands in it or in its write-ahead log
 * any more, and gives the bytes that this freed. Throws where another process keeps the log in use. Says nothing of copies
 * and of what a disk keeps by itself.
 */
export function scrubLedger(path: string): number {
  if (!existsSync(path)) throw new Error(`there is no ledger at ${path}`);
  refuseDamagedWal(path);
  const before = bytesOf(path);
  try {
    const driver = openDriver(path, busyTimeoutMs);
    try {
      if (!isLedger(driver)) throw new Error(`${path} is no ledger`);
      // The copy that is made on the way may be larger than the memory.
      driver.exec("PRAGMA temp_store = FILE; PRAGMA secure_delete = ON; VACUUM");
      const [isBusy] = driver.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get() ?? [];
      if (isBusy !== 0)
        throw new Error("another process reads the ledger: what was deleted is in its write-ahead log until then");
    } finally {
      driver.close();
    }
  } catch (error) {
    throw tellFault(error, busyTimeoutMs);
  }
  return before - bytesOf(path);
}

function bytesOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}
