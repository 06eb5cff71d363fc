import type { SideEffect, SideEffectHost } from "@pgs/runtime";
import { appendonlyJsonl } from "./appendonly-jsonl.ts";
import { entropy } from "./entropy.ts";
import { mutableJson } from "./mutable-json.ts";
import { registry } from "./registry.ts";

/** The side effects of the platform protocol. `version` is that of this package, which the seal names. */
export function sideEffectHost(version: string): SideEffectHost {
  return { package: "@pgs/capabilities", version, sideEffects };
}

const sideEffects: ReadonlyMap<string, SideEffect> = new Map([
  ["capability_side_effects::CS_APPENDONLY_JSONL_V0", appendonlyJsonl],
  ["capability_side_effects::CS_ENTROPY_V0", entropy],
  ["capability_side_effects::CS_MUTABLE_JSON_V0", mutableJson],
  ["capability_side_effects::CS_REGISTRY_V0", registry],
]);
