import { openDriver } from "./driver.ts";

/**
 * Says whether nobody else has a ledger file open: leaving the mode in which it writes ahead needs the file alone. It is
 * entered again by whoever opens the file next. What this process itself has had open counts as well.
 */
export function isLedgerFree(path: string): boolean {
  const driver = openDriver(path, 0);
  try {
    // Not prepared: a statement would keep the file open after `close`, until it is collected.
    driver.exec("PRAGMA journal_mode = DELETE");
    return true;
  } catch {
    return false;
  } finally {
    driver.close();
  }
}
