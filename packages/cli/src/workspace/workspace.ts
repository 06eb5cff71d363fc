import type { PrincipalConfig, ServeConfig } from "./config.ts";

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
  readonly limits: WorkspaceLimits;
  readonly serve: ServeConfig;
  readonly principals: readonly PrincipalConfig[];
}

export interface WorkspaceLimits {
  readonly payloadBytes: number;
  readonly payloadDepth: number;
}

/** The name of the file that makes a folder a workspace. */
export const configFileName = "pgs.config.yaml";
