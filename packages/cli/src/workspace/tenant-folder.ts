import { existsSync } from "node:fs";
import { join } from "node:path";
import { usageFailure } from "../command-failure.ts";

/** The tenant whose data stands at the top of the data root. */
export const defaultTenant = "default";

/** Where the data of one tenant is. */
export interface TenantFolder {
  readonly tenant: string;
  /** The data root itself for the default tenant, `tenants/<tenant>` in it for another. */
  readonly folder: string;
  readonly ledgerFile: string;
}

/** Refuses a name that is no plain word, so that none can lead out of the data root. */
export function findTenantFolder(dataRoot: string, tenant: string): TenantFolder {
  if (!isTenantName(tenant)) {
    throw usageFailure(
      `\`${tenant}\` is no name of a tenant`,
      "use lower-case letters, digits, `-` and `_`, at most 63",
    );
  }
  const folder = tenant === defaultTenant ? dataRoot : join(dataRoot, "tenants", tenant);
  return { tenant, folder, ledgerFile: join(folder, "pgs.db") };
}

/** Lower-case letters, digits, `-` and `_`. */
export function isTenantName(text: string): boolean {
  return /^[a-z0-9][a-z0-9_-]{0,62}$/.test(text);
}

export function hasLedger(place: TenantFolder): boolean {
  return existsSync(place.ledgerFile);
}
