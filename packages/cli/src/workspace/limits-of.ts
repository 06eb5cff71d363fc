import { defaultStrictJsonLimits } from "@pgs/transport";
import type { LimitsConfig } from "./config.ts";
import type { Workspace, WorkspaceLimits } from "./workspace.ts";

/** The limits that a configuration sets for all. */
export function readLimits(config: LimitsConfig = {}): WorkspaceLimits {
  return {
    payloadBytes: config.payload_bytes ?? defaultStrictJsonLimits.maxBytes,
    payloadDepth: config.payload_depth ?? defaultStrictJsonLimits.maxDepth,
    runsPerMinute: config.runs_per_minute,
    storeRecords: config.store_records,
    databaseBytes: config.database_bytes,
  };
}

/** The workspace as one tenant finds it: under its own limits, and under those for all where it has none. */
export function workspaceOf(workspace: Workspace, tenant: string): Workspace {
  const { limits = {} } = (Object.hasOwn(workspace.tenants, tenant) && workspace.tenants[tenant]) || {};
  const own = readLimits(limits);
  const set = Object.entries(limitNames).flatMap(([key, name]) =>
    Object.hasOwn(limits, key) ? [[name, own[name]] as const] : [],
  );
  return { ...workspace, limits: { ...workspace.limits, ...Object.fromEntries(set) } };
}

const limitNames: Readonly<Record<keyof LimitsConfig, keyof WorkspaceLimits>> = {
  payload_bytes: "payloadBytes",
  payload_depth: "payloadDepth",
  runs_per_minute: "runsPerMinute",
  store_records: "storeRecords",
  database_bytes: "databaseBytes",
};
