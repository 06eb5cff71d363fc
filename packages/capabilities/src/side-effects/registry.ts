import type { JsonObject } from "@pgs/governance";
import { type EffectAnswer, type SideEffect, type StoredRecord, type StoreHandle, sha256Hex } from "@pgs/runtime";
import { answerOf, blankKey, isBlank, limitReached, noStore, unreadable } from "./answer-of.ts";

/**
 * Performs CS_REGISTRY_V0: a register that holds each key once. A record is `{key, address, target_ref?, target_cs?}`;
 * the address follows from store and key alone.
 */
export const registry: SideEffect = ({ op, inputs, store }) => {
  if (store === undefined) throw noStore(op);
  switch (op) {
    case "REGISTER":
      return register(store, inputs);
    case "RESOLVE":
      return resolve(store, inputs);
    case "EXISTS":
      return exists(store, inputs);
    case "DEREGISTER":
      return deregister(store, inputs);
    case "COUNT":
      return answerOf(store, op, "SUCCESS", { outputs: { count: store.count() } });
    default:
      throw new Error(`the registry has no operation ${op}`);
  }
};

/** The address of a key in a store. */
export function addressOf(store: string, key: string): string {
  return `ADDR_${sha256Hex(`${store}\n${key}`).slice(0, 32)}`;
}

function register(store: StoreHandle, inputs: JsonObject): EffectAnswer {
  const key = inputs["key"] as string;
  if (isBlank(key)) return blankKey(store, "REGISTER");
  const taken = store.get(key);
  if (taken !== undefined) {
    const address = taken.record["address"];
    if (typeof address !== "string") return unreadable(store, "REGISTER", key);
    const reason = `\`${key}\` is registered already`;
    const version = taken.version;
    return answerOf(store, "REGISTER", "ALREADY_EXISTS", {
      outputs: { address },
      reason,
      key,
      before: version,
      after: version,
    });
  }
  if (store.count() >= store.maxRecords) return limitReached(store, "REGISTER", key);
  const address = addressOf(store.ref.id, key);
  const { target_ref, target_cs } = inputs;
  store.insert(key, {
    key,
    address,
    ...(target_ref === undefined ? {} : { target_ref }),
    ...(target_cs === undefined ? {} : { target_cs }),
  });
  return answerOf(store, "REGISTER", "SUCCESS", { outputs: { address }, key, before: 0, after: 1 });
}

function resolve(store: StoreHandle, inputs: JsonObject): EffectAnswer {
  const wanted = inputs["key_or_address"] as string;
  if (isBlank(wanted)) return blankKey(store, "RESOLVE");
  const found = find(store, wanted);
  if (found === undefined) {
    return answerOf(store, "RESOLVE", "NOT_FOUND", { reason: `nothing is registered as \`${wanted}\``, key: wanted });
  }
  const { address, target_ref, target_cs } = found.record;
  if (typeof address !== "string") return unreadable(store, "RESOLVE", wanted);
  const targets = {
    ...(target_ref === undefined ? {} : { target_ref }),
    ...(target_cs === undefined ? {} : { target_cs }),
  };
  return answerOf(store, "RESOLVE", "SUCCESS", { outputs: { key: found.key, address, ...targets }, key: found.key });
}

function exists(store: StoreHandle, inputs: JsonObject): EffectAnswer {
  const wanted = inputs["key_or_address"] as string;
  if (isBlank(wanted)) return blankKey(store, "EXISTS");
  return answerOf(store, "EXISTS", "SUCCESS", { outputs: { exists: find(store, wanted) !== undefined }, key: wanted });
}

function deregister(store: StoreHandle, inputs: JsonObject): EffectAnswer {
  const wanted = inputs["key_or_address"] as string;
  if (isBlank(wanted)) return blankKey(store, "DEREGISTER");
  const found = find(store, wanted);
  if (found === undefined) {
    return answerOf(store, "DEREGISTER", "NOT_FOUND", {
      reason: `nothing is registered as \`${wanted}\``,
      key: wanted,
    });
  }
  store.remove(found.key);
  return answerOf(store, "DEREGISTER", "SUCCESS", { key: found.key, before: found.version, after: 0 });
}

/** A key comes first: a record may be registered under what looks like an address. */
function find(store: StoreHandle, wanted: string): StoredRecord | undefined {
  const byKey = store.get(wanted);
  if (byKey !== undefined || !addressPattern.test(wanted)) return byKey;
  return store.list().find(({ key }) => addressOf(store.ref.id, key) === wanted);
}

const addressPattern = /^ADDR_[0-9a-f]{32}$/;
