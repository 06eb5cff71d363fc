import type { JsonObject } from "@pgs/governance";
import type { EffectAnswer, StoreHandle } from "@pgs/runtime";

interface Said {
  readonly outputs?: JsonObject;
  readonly reason?: string;
  readonly key?: string;
  /** Versions of the record; 0: there was or is none. */
  readonly before?: number;
  readonly after?: number;
}

/** Makes the answer of an operation on a store, and says what it touched. */
export function answerOf(store: StoreHandle, op: string, outcome: string, said: Said): EffectAnswer {
  const { outputs = {}, reason, key, before, after } = said;
  return {
    outcome,
    outputs,
    ...(reason === undefined ? {} : { reason }),
    effect: {
      store: store.ref.id,
      op,
      ...(key === undefined ? {} : { key }),
      ...(before === undefined ? {} : { version_before: before }),
      ...(after === undefined ? {} : { version_after: after }),
    },
  };
}

export function isBlank(text: unknown): boolean {
  return typeof text !== "string" || text.trim() === "";
}

export function blankKey(store: StoreHandle, op: string): EffectAnswer {
  return answerOf(store, op, "VIOLATION", { reason: "the key is blank" });
}

export function limitReached(store: StoreHandle, op: string, key?: string): EffectAnswer {
  const reason = `${store.ref.id} holds ${store.maxRecords} records, which is its limit`;
  return answerOf(store, op, "BACKEND_ERROR", { reason, ...(key === undefined ? {} : { key }) });
}

export function unreadable(store: StoreHandle, op: string, key: string): EffectAnswer {
  return answerOf(store, op, "BACKEND_ERROR", {
    reason: `the record of \`${key}\` is not one of this side effect`,
    key,
  });
}

export function noStore(op: string): Error {
  return new Error(`${op} was called without a store`);
}
