import type { MailEndpoint } from "@pgs/capabilities";
import { isFqdn, type Json, type JsonObject } from "@pgs/governance";

/** What `pgs.config.yaml` may say; what it leaves out has a default. */
export interface Config {
  readonly roots?: readonly string[];
  readonly snapshot?: string;
  readonly data?: string;
  readonly traces?: string;
  readonly limits?: LimitsConfig;
  readonly serve?: ServeConfig;
  readonly principals?: readonly PrincipalConfig[];
  readonly tenants?: Readonly<Record<string, TenantConfig>>;
  readonly retention?: { readonly minimum_days?: number };
  readonly approvers?: readonly ApproverConfig[];
  readonly mail?: MailEndpoint;
}

/** What one request, and what the data of one tenant may not exceed. */
export interface LimitsConfig {
  readonly payload_bytes?: number;
  readonly payload_depth?: number;
  readonly runs_per_minute?: number;
  readonly store_records?: number;
  readonly database_bytes?: number;
}

/** What holds for one tenant; what it leaves out holds as for all. */
export interface TenantConfig {
  readonly limits?: LimitsConfig;
}

/** How `pgs serve` listens, and what it may be asked at one time. */
export interface ServeConfig {
  readonly host?: string;
  readonly port?: number;
  readonly concurrent?: number;
  readonly request_seconds?: number;
}

/** Who may ask over HTTP. Holds the digest of a token, never the token. */
export interface PrincipalConfig {
  readonly token_sha256: string;
  readonly actor: string;
  readonly attributes?: JsonObject;
  readonly tenant?: string;
}

/** Whose decisions a key signs. Holds the public key, never the private one. */
export interface ApproverConfig {
  /** ed25519: PEM, or the base64 of its DER form. */
  readonly public_key: string;
  readonly actor: string;
  readonly attributes?: JsonObject;
  /** From when on the key decides nothing more, RFC 3339; what it signed before stays proved. */
  readonly until?: string;
}

/** A key of the configuration. `wanted` finishes the sentence "… must be". */
export interface ConfigKey {
  readonly wanted: string;
  readonly accepts: (value: Json) => boolean;
  /** The keys inside it, or inside each item of a list; empty for a plain value. */
  readonly keys: ConfigKeys;
  /** Any key may stand in it. */
  readonly isOpen?: true;
  /** What stands under every key that has the form; no other key may stand in it. */
  readonly each?: { readonly form: RegExp; readonly key: ConfigKey };
}

export type ConfigKeys = Readonly<Record<string, ConfigKey>>;

const isPath = (value: Json): boolean => typeof value === "string" && value.trim() !== "";
const isMapping = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);
const isWithin = (value: Json, most: number): boolean =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= most;

/** Whether the required keys are there; what they hold, their own entries judge. */
const isPrincipal = (value: Json): boolean =>
  isMapping(value) && ["token_sha256", "actor"].every((key) => Object.hasOwn(value as JsonObject, key));
const isApprover = (value: Json): boolean =>
  isMapping(value) && ["public_key", "actor"].every((key) => Object.hasOwn(value as JsonObject, key));
const isMail = (value: Json): boolean =>
  isMapping(value) && ["host", "port", "sender"].every((key) => Object.hasOwn(value as JsonObject, key));
const isText = (value: Json, form: RegExp): boolean => typeof value === "string" && form.test(value);

const isTenant = /^[a-z0-9][a-z0-9_-]{0,62}$/;

const count = (most: number, words: string): ConfigKey => ({
  wanted: `a whole number from 1 to ${words}`,
  accepts: (value) => isWithin(value, most),
  keys: {},
});

const limits: ConfigKey = {
  wanted: "a mapping of limits",
  accepts: isMapping,
  keys: {
    payload_bytes: count(2 ** 30, "2^30"),
    payload_depth: count(512, "512"),
    runs_per_minute: count(1_000_000, "1000000"),
    store_records: count(1_000_000_000, "1000000000"),
    database_bytes: count(2 ** 50, "2^50"),
  },
};

const folder: ConfigKey = { wanted: "the path of a folder", accepts: isPath, keys: {} };

const actor: ConfigKey = {
  wanted: "the full name of an actor, `namespace::AC_…_V0`",
  accepts: (value) => typeof value === "string" && isFqdn(value) && value.includes("::AC_"),
  keys: {},
};
const attributes: ConfigKey = { wanted: "a mapping of attributes", accepts: isMapping, keys: {}, isOpen: true };

/** Every key, by name; `pgs.config.schema.json` says the same to editors. */
export const configKeys: ConfigKeys = {
  roots: { wanted: "a list of folders", accepts: (value) => Array.isArray(value) && value.every(isPath), keys: {} },
  snapshot: folder,
  data: folder,
  traces: folder,
  limits,
  tenants: {
    wanted: "a mapping of tenants",
    accepts: isMapping,
    keys: {},
    each: { form: isTenant, key: { wanted: "a mapping", accepts: isMapping, keys: { limits } } },
  },
  retention: {
    wanted: "a mapping",
    accepts: isMapping,
    keys: {
      minimum_days: {
        wanted: "a whole number from 0 to 36500",
        accepts: (value) => value === 0 || isWithin(value, 36_500),
        keys: {},
      },
    },
  },
  serve: {
    wanted: "a mapping of how to serve",
    accepts: isMapping,
    keys: {
      host: { wanted: "the name or address of a host", accepts: (value) => isText(value, /^\S+$/), keys: {} },
      port: { wanted: "a port, or 0 for any", accepts: (value) => value === 0 || isWithin(value, 65_535), keys: {} },
      concurrent: { wanted: "a whole number from 1 to 65536", accepts: (value) => isWithin(value, 65_536), keys: {} },
      request_seconds: { wanted: "a whole number from 1 to 600", accepts: (value) => isWithin(value, 600), keys: {} },
    },
  },
  principals: {
    wanted: "a list of mappings, each with `token_sha256` and `actor`",
    accepts: (value) => Array.isArray(value) && value.every(isPrincipal),
    keys: {
      token_sha256: {
        wanted: "the SHA-256 of a token, as 64 hex digits",
        accepts: (value) => isText(value, /^[0-9a-f]{64}$/),
        keys: {},
      },
      actor,
      attributes,
      tenant: {
        wanted: "the name of a tenant, in lower-case letters, digits, `-` and `_`",
        accepts: (value) => isText(value, isTenant),
        keys: {},
      },
    },
  },
  approvers: {
    wanted: "a list of mappings, each with `public_key` and `actor`",
    accepts: (value) => Array.isArray(value) && value.every(isApprover),
    keys: {
      public_key: {
        wanted: "an ed25519 public key, as PEM or as the base64 of its DER form",
        accepts: (value) => isText(value, /\S/) && !String(value).includes("PRIVATE"),
        keys: {},
      },
      actor,
      attributes,
      until: {
        wanted: "an instant, `2026-01-01T00:00:00Z`",
        accepts: (value) =>
          isText(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) && !Number.isNaN(Date.parse(String(value))),
        keys: {},
      },
    },
  },
  mail: {
    wanted: "a mapping with `host`, `port` and `sender`",
    accepts: isMail,
    keys: {
      host: { wanted: "the name or address of a host", accepts: (value) => isText(value, /^\S+$/), keys: {} },
      port: { wanted: "a port", accepts: (value) => isWithin(value, 65_535), keys: {} },
      secure: { wanted: "true or false", accepts: (value) => typeof value === "boolean", keys: {} },
      sender: {
        wanted: "an address, or a name and an address in angle brackets",
        accepts: (value) => isText(value, /^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/),
        keys: {},
      },
      user: { wanted: "a name", accepts: (value) => isText(value, /\S/), keys: {} },
      password_env: {
        wanted: "the name of an environment variable",
        accepts: (value) => isText(value, /^[A-Za-z_][A-Za-z0-9_]*$/),
        keys: {},
      },
    },
  },
};
