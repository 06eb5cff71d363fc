import type { Json } from "@pgs/governance";

/** What `pgs.config.yaml` may say; what it leaves out has a default. */
export interface Config {
  readonly roots?: readonly string[];
  readonly snapshot?: string;
  readonly data?: string;
  readonly traces?: string;
  readonly limits?: { readonly payload_bytes?: number; readonly payload_depth?: number };
}

/** A key of the configuration. `wanted` finishes the sentence "… must be". */
export interface ConfigKey {
  readonly wanted: string;
  readonly accepts: (value: Json) => boolean;
  /** The keys inside it; empty for a plain value. */
  readonly keys: ConfigKeys;
}

export type ConfigKeys = Readonly<Record<string, ConfigKey>>;

const isPath = (value: Json): boolean => typeof value === "string" && value.trim() !== "";
const isMapping = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isWithin = (value: Json, most: number): boolean =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= most;

const folder: ConfigKey = { wanted: "the path of a folder", accepts: isPath, keys: {} };

/** Every key, by name; `pgs.config.schema.json` says the same to editors. */
export const configKeys: ConfigKeys = {
  roots: { wanted: "a list of folders", accepts: (value) => Array.isArray(value) && value.every(isPath), keys: {} },
  snapshot: folder,
  data: folder,
  traces: folder,
  limits: {
    wanted: "a mapping of limits",
    accepts: isMapping,
    keys: {
      payload_bytes: {
        wanted: "a whole number from 1 to 2^30",
        accepts: (value) => isWithin(value, 2 ** 30),
        keys: {},
      },
      payload_depth: { wanted: "a whole number from 1 to 512", accepts: (value) => isWithin(value, 512), keys: {} },
    },
  },
};
