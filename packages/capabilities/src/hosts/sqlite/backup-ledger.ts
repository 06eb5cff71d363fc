import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { checkLedger, type LedgerCheck } from "./check-ledger.ts";
import { refuseDamagedWal } from "./check-wal.ts";
import { openDriver } from "./driver.ts";
import { isLedger } from "./schema.ts";
import { tellFault } from "./tell-fault.ts";

const busyTimeoutMs = 10_000;

/**
 * Copies a ledger as it is at one instant, while others write to it, and says what the copy holds. The copy is one file
 * that needs no other; it was checked and is on the disk before it has its name. Never over a file that is there; what
 * throws leaves nothing.
 */
export function backupLedger(from: string, to: string): LedgerCheck {
  if (!existsSync(from)) throw new Error(`there is no ledger at ${from}`);
  if (existsSync(to)) throw new Error(`there is a file at ${to} already`);
  refuseDamagedWal(from);
  const draft = `${to}.${randomBytes(6).toString("hex")}.draft`;
  try {
    copyInto(from, draft);
    const check = checkLedger(draft);
    if (check.findings.length > 0) throw new Error(`the copy of ${from} is not whole: ${check.findings.join("; ")}`);
    chmodSync(draft, statSync(from).mode & 0o777);
    keepOnDisk(draft);
    // A link, and not a rename: it never replaces a file that somebody else has made meanwhile.
    linkSync(draft, to);
    return check;
  } finally {
    rmSync(draft, { force: true });
    if (existsSync(dirname(to))) keepOnDisk(dirname(to));
  }
}

function copyInto(from: string, draft: string): void {
  try {
    const driver = openDriver(from, busyTimeoutMs);
    try {
      if (!isLedger(driver)) throw new Error(`${from} is no ledger`);
      driver.prepare("VACUUM INTO ?").run(draft);
    } finally {
      driver.close();
    }
  } catch (error) {
    throw tellFault(error, busyTimeoutMs);
  }
}

function keepOnDisk(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
