import type { Json } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import type { Vault } from "../ports.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";
import { changeLeaves } from "./change-leaves.ts";

/** Gives a value as a trace tells it: each sensitive leaf is a marker and a commitment that only the key can make. */
export function redactLeaves(value: Json, leaves: readonly SensitiveLeaf[], vault: Vault): Json {
  return changeLeaves(value, leaves, (leaf, kind) => ({
    $redacted: kind,
    commit: vault.commit(`pgs leaf\n${canonicalize(leaf)}`),
  }));
}

/** Gives a value as an answer tells it: each sensitive leaf is a marker. */
export function maskLeaves(value: Json, leaves: readonly SensitiveLeaf[]): Json {
  return changeLeaves(value, leaves, (_, kind) => ({ $redacted: kind }));
}
