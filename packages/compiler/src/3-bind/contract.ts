import { baseOf } from "./base.ts";
import type { BoundContract } from "./bound.ts";
import { completed } from "./full/complete.ts";
import { bindPipeline } from "./pipeline.ts";
import type { Declared, Scope } from "./scope.ts";

/** Binds a declared contract. */
export function bindContract(owner: Declared, scope: Scope): BoundContract {
  return completed({ ...baseOf(owner, "CC"), inline: false, ...bindPipeline("pipeline", { owner, scope }) }, owner);
}
