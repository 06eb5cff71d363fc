import { type Json, type JsonObject, rules } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { Vault } from "../ports.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { changeLeaves } from "./change-leaves.ts";

/** What stands for a sensitive leaf where it is kept: only the tenant's key opens it. */
export interface SealedLeaf {
  readonly $sealed: string;
}

/** A kept value is not as it was sealed, or the key is another one. What reads it can only end. */
export class UnopenedValue extends Error {
  readonly code: string;

  constructor(why: string) {
    const { code, message } = rules.runSealedValueOpens({ why }, nowhere);
    super(message);
    this.code = code;
  }
}

/** Gives a value as it may be kept: each sensitive leaf sealed. */
export function sealLeaves(value: Json, leaves: readonly SensitiveLeaf[], vault: Vault): Json {
  return changeLeaves(value, leaves, (leaf) => ({ $sealed: vault.seal(canonicalize(leaf)) }));
}

/** Gives a value as it was before it was sealed. Throws an `UnopenedValue` where a leaf is not what was sealed. */
export function openLeaves(value: Json, leaves: readonly SensitiveLeaf[], vault: Vault): Json {
  return changeLeaves(value, leaves, (leaf) => {
    if (!isSealed(leaf)) throw new UnopenedValue("it is not sealed");
    return openSealed(leaf, vault);
  });
}

/** As `openLeaves`, where the value may also have been sealed as a whole. */
export function openWhole(value: Json, leaves: readonly SensitiveLeaf[], vault: Vault): Json {
  return isSealed(value) ? openSealed(value, vault) : openLeaves(value, leaves, vault);
}

function openSealed({ $sealed: token }: SealedLeaf, vault: Vault): Json {
  try {
    return JSON.parse(vault.open(token)) as Json;
  } catch {
    throw new UnopenedValue("its key is another one, or it was changed");
  }
}

/** A record as it may be shown without the key: what is sealed is left out. */
export function withoutSealed(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => !isSealed(item)).map(withoutSealed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value as JsonObject).filter(([, member]) => !isSealed(member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutSealed(member)]));
}

function isSealed(value: Json): value is Json & SealedLeaf {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === 1 && typeof (value as JsonObject)["$sealed"] === "string";
}
