import type { Composition, LedgerUpkeep } from "./composition.ts";
import { findPlatformRoot } from "./platform-root.ts";
import { processTerminal } from "./terminal/process-terminal.ts";
import { version } from "./version.ts";

/** The composition root: the real clock, entropy, ledger and side effects of this process. */
export function composeProcess(): Composition {
  return {
    terminal: processTerminal(),
    clock: { now: () => new Date().toISOString() },
    // Loaded when it is asked for, which takes longer than listing the verbs.
    entropy: { bytes: (count) => process.getBuiltinModule("node:crypto").randomBytes(count) },
    openLedger: async (file, maxRecords) => {
      const { openSqliteLedger, sqliteDefaults } = await import("@pgs/capabilities");
      return openSqliteLedger({ ...sqliteDefaults, path: file, maxRecords: maxRecords ?? sqliteDefaults.maxRecords });
    },
    openVault: async (key, ledger) => {
      const { openTenantVault } = await import("@pgs/capabilities");
      return openTenantVault(key, ledger);
    },
    loadUpkeep,
    loadHost: async (options) => {
      const { sideEffectHost } = await import("@pgs/capabilities");
      return sideEffectHost(version, options);
    },
    platformRoot: findPlatformRoot(),
    untilStopped,
  };
}

/** Of the ledgers that `openLedger` opens. */
export async function loadUpkeep(): Promise<LedgerUpkeep> {
  const { backupLedger, checkLedger, isLedgerFree, scrubLedger } = await import("@pgs/capabilities");
  return { scrub: scrubLedger, backup: backupLedger, check: checkLedger, isFree: isLedgerFree };
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off("SIGTERM", stop).off("SIGINT", stop);
      resolve();
    };
    process.on("SIGTERM", stop).on("SIGINT", stop);
  });
}
