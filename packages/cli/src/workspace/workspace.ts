import type { MailEndpoint } from "@pgs/capabilities";
import type { ApproverConfig, PrincipalConfig, ServeConfig, TenantConfig } from "./config.ts";

/** A folder with a configuration, or the current folder with the defaults. Every path but those of `roots` is absolute. */
export interface Workspace {
  readonly folder: string;
  /** Empty: there is none. */
  readonly configFile: string;
  /** As written: relative to `folder`. */
  readonly roots: readonly string[];
  readonly snapshot: string;
  readonly dataRoot: string;
  readonly traces: string;
  /** Of whoever the command works for. */
  readonly limits: WorkspaceLimits;
  readonly tenants: Readonly<Record<string, TenantConfig>>;
  /** How long what is journaled has to be kept. */
  readonly minimumDays: number;
  readonly serve: ServeConfig;
  readonly principals: readonly PrincipalConfig[];
  readonly approvers: readonly ApproverConfig[];
  /** Undefined: no mail can be sent. */
  readonly mail: MailEndpoint | undefined;
}

export interface WorkspaceLimits {
  readonly payloadBytes: number;
  readonly payloadDepth: number;
  /** Undefined: as many as come. */
  readonly runsPerMinute: number | undefined;
  /** What one store may hold; undefined: as much as the ledger takes by itself. */
  readonly storeRecords: number | undefined;
  /** How large the database may be before nothing more is taken; undefined: as large as the disk. */
  readonly databaseBytes: number | undefined;
}

/** The name of the file that makes a folder a workspace. */
export const configFileName = "pgs.config.yaml";
