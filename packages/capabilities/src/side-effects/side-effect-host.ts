import type { SideEffect, SideEffectHost } from "@pgs/runtime";
import { appendonlyJsonl } from "./appendonly-jsonl.ts";
import { entropy } from "./entropy.ts";
import { mutableJson } from "./mutable-json.ts";
import { registry } from "./registry.ts";

/** The side effects of the platform protocol. `version` is that of this package, which the seal names. */
export function sideEffectHost(version: string): SideEffectHost {
  return { package: "@pgs/capabilities", version, sideEffects, contracts };
}

const sideEffects: ReadonlyMap<string, SideEffect> = new Map([
  ["capability_side_effects::CS_APPENDONLY_JSONL_V0", appendonlyJsonl],
  ["capability_side_effects::CS_ENTROPY_V0", entropy],
  ["capability_side_effects::CS_MUTABLE_JSON_V0", mutableJson],
  ["capability_side_effects::CS_REGISTRY_V0", registry],
]);

/**
 * What each keeps: the digest of its artifact, words included. Whoever changes one makes sure that the code still does
 * what it says; compiling tells the new digest.
 */
const contracts: ReadonlyMap<string, string> = new Map([
  [
    "capability_side_effects::CS_APPENDONLY_JSONL_V0",
    "c924a5ece18f11029dbf1310b11f187a3c9e331e66e36f8a73f69b5063515c71",
  ],
  ["capability_side_effects::CS_ENTROPY_V0", "c09168a069309fef734822978a484baefe2496178a1b83fee65deb25532f57de"],
  ["capability_side_effects::CS_MUTABLE_JSON_V0", "5e58e0649c4ed461b4ea3a4f99ae6eb80278d0fc7d330cef8c070d72a904b333"],
  ["capability_side_effects::CS_REGISTRY_V0", "8ad4a60db8e3342be6ff2e5b493b7f5bf29df724b70302fc7ec6c5cbd28f524b"],
]);
