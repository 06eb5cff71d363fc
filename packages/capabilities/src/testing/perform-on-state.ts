import type { JsonObject } from "@pgs/governance";
import type { EffectAnswer, Ledger } from "@pgs/runtime";
import { mutableJson } from "../side-effects/mutable-json.ts";

/** Performs an operation on a store of states, in a transaction of its own. */
export function performOnState(ledger: Ledger, op: string, inputs: JsonObject): EffectAnswer {
  return ledger.transaction((tx) =>
    mutableJson({
      op,
      inputs,
      store: tx.store({ id: "d::STRUCTURE_S_V0/STATE", semantics: "state" }),
      event: "",
      run: "R_1",
      now: "2026-01-01T00:00:00.000Z",
      entropy: { bytes: (count) => new Uint8Array(count) },
    }),
  );
}
