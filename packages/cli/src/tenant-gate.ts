import { statSync } from "node:fs";
import { type Diagnostic, rules } from "@pgs/governance";
import { type Clock, type LedgerReader, nowhere } from "@pgs/runtime";
import type { Place } from "./place.ts";

/** Lets requests of one tenant in, as many as its limits allow. */
export interface TenantGate {
  /** Undefined: it may become a run. What may not counts for nothing. */
  admit(): Diagnostic | undefined;
}

const windowMs = 60_000;

/**
 * Opens the gate of a tenant. Runs of the last minute count that the ledger knows when it is opened, and from then on what
 * went through: of several processes at one time each counts its own.
 */
export function openGate({ place, read, clock }: GateParts): TenantGate {
  const { tenant, ledgerFile } = place.data;
  const { runsPerMinute, databaseBytes } = place.workspace.limits;
  const recent = runsPerMinute === undefined ? [] : recentRuns(read, runsPerMinute);
  const takeTurn = (most: number): Diagnostic | undefined => {
    const now = Date.parse(clock.now());
    while ((recent[0] ?? now) <= now - windowMs) recent.shift();
    if (recent.length >= most) return rules.tenantRateLimited({ tenant, limit: `${most}` }, nowhere);
    recent.push(now);
    return undefined;
  };
  return {
    admit: () => {
      if (databaseBytes !== undefined && sizeOf(ledgerFile) >= databaseBytes) {
        return rules.tenantSizeLimited({ tenant, limit: `${databaseBytes}` }, nowhere);
      }
      return runsPerMinute === undefined ? undefined : takeTurn(runsPerMinute);
    },
  };
}

interface GateParts {
  readonly place: Place;
  readonly read: LedgerReader;
  readonly clock: Clock;
}

/** When the newest runs began, oldest first. */
function recentRuns(read: LedgerReader, most: number): number[] {
  return read
    .runs(most)
    .map(({ at }) => Date.parse(at))
    .sort((a, b) => a - b);
}

function sizeOf(ledgerFile: string): number {
  return [ledgerFile, `${ledgerFile}-wal`].reduce(
    (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
