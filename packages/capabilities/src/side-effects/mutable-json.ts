import type { Json, JsonObject } from "@pgs/governance";
import { canonicalize, type EffectAnswer, ErasedRecord, type SideEffect, type StoreHandle } from "@pgs/runtime";
import { answerOf, blankKey, isBlank, limitReached, noStore } from "./answer-of.ts";

type Perform = (store: StoreHandle, inputs: JsonObject) => EffectAnswer;

/** Performs CS_MUTABLE_JSON_V0: records under keys. */
export const mutableJson: SideEffect = ({ op, inputs, store }) => {
  if (store === undefined) throw noStore(op);
  const perform = operations.get(op);
  if (perform === undefined) throw new Error(`the keyed store has no operation ${op}`);
  return perform(store, inputs);
};

const read: Perform = (store, inputs) => {
  const key = inputs["key"] as string;
  if (isBlank(key)) return blankKey(store, "READ");
  const held = store.get(key);
  if (held === undefined) return notFound(store, "READ", key);
  const { version, record: value } = held;
  return answerOf(store, "READ", "SUCCESS", { outputs: { value, version }, key, before: version, after: version });
};

const write: Perform = (store, inputs) => {
  const key = inputs["key"] as string;
  if (isBlank(key)) return blankKey(store, "WRITE");
  const before = versionOf(store, key);
  if (before === 0 && store.count() >= store.maxRecords) return limitReached(store, "WRITE", key);
  const after = store.put(key, inputs["value"] as JsonObject)?.version ?? 0;
  return answerOf(store, "WRITE", "SUCCESS", { key, before, after });
};

/** Never overwrites what somebody else wrote since it was read: that is a conflict. */
const writeIf: Perform = (store, inputs) => {
  const key = inputs["key"] as string;
  if (isBlank(key)) return blankKey(store, "WRITE_IF");
  const wanted = inputs["if_version"] as number;
  const before = versionOf(store, key);
  if (before === 0 && wanted === 0 && store.count() >= store.maxRecords) return limitReached(store, "WRITE_IF", key);
  const version = store.put(key, inputs["value"] as JsonObject, wanted)?.version;
  if (version === undefined) return conflict(store, key, { before, wanted });
  return answerOf(store, "WRITE_IF", "SUCCESS", { outputs: { version }, key, before, after: version });
};

/** 0: there is none. One that was erased cannot be read, and is there all the same. */
function versionOf(store: StoreHandle, key: string): number {
  try {
    return store.get(key)?.version ?? 0;
  } catch (error) {
    if (error instanceof ErasedRecord) return error.version;
    throw error;
  }
}

const remove: Perform = (store, inputs) => {
  const key = inputs["key"] as string;
  if (isBlank(key)) return blankKey(store, "DELETE");
  const before = store.remove(key);
  if (before === undefined) return notFound(store, "DELETE", key);
  return answerOf(store, "DELETE", "SUCCESS", { key, before, after: 0 });
};

const exists: Perform = (store, inputs) => {
  const key = inputs["key"] as string;
  if (isBlank(key)) return blankKey(store, "EXISTS");
  return answerOf(store, "EXISTS", "SUCCESS", { outputs: { exists: versionOf(store, key) > 0 }, key });
};

const list: Perform = (store) => {
  const held = store.list();
  const outputs = { records: held.map(({ record }) => record), keys: held.map(({ key }) => key) };
  return answerOf(store, "LIST", "SUCCESS", { outputs });
};

const listKeys: Perform = (store) => {
  return answerOf(store, "LIST_KEYS", "SUCCESS", { outputs: { keys: store.list().map(({ key }) => key) } });
};

const removeMany: Perform = (store, inputs) => {
  const removed = (inputs["keys"] as readonly string[]).filter((key) => store.remove(key) !== undefined);
  return answerOf(store, "DELETE_MANY", "SUCCESS", { outputs: { drained_count: removed.length } });
};

const updateWhere: Perform = (store, inputs) => {
  const filter = inputs["filter"] as JsonObject;
  const updates = inputs["updates"] as JsonObject;
  const matched = store.list().filter(({ record }) => matches(record, filter));
  if (matched.length === 0) return answerOf(store, "UPDATE_WHERE", "VIOLATION", { reason: "no record matches" });
  for (const { key, record } of matched) store.put(key, update(record, updates));
  const outputs = { matched_keys: matched.map(({ key }) => key), updated_count: matched.length };
  return answerOf(store, "UPDATE_WHERE", "SUCCESS", { outputs });
};

const operations: ReadonlyMap<string, Perform> = new Map([
  ["READ", read],
  ["WRITE", write],
  ["WRITE_IF", writeIf],
  ["DELETE", remove],
  ["EXISTS", exists],
  ["LIST", list],
  ["LIST_KEYS", listKeys],
  ["DELETE_MANY", removeMany],
  ["UPDATE_WHERE", updateWhere],
]);

function notFound(store: StoreHandle, op: string, key: string): EffectAnswer {
  return answerOf(store, op, "NOT_FOUND", { reason: `there is no record \`${key}\``, key });
}

function conflict(
  store: StoreHandle,
  key: string,
  { before, wanted }: { readonly before: number; readonly wanted: number },
): EffectAnswer {
  const reason =
    before === 0
      ? `\`${key}\` is not there any more`
      : wanted === 0
        ? `\`${key}\` is there by now, in version ${before}`
        : `\`${key}\` has version ${before} by now, and not ${wanted}`;
  return answerOf(store, "WRITE_IF", "CONFLICT", { reason, key, before, after: before });
}

/** Null in a filter stands for an absent field. */
function matches(record: JsonObject, filter: JsonObject): boolean {
  return Object.entries(filter).every(([name, wanted]) => canonicalize(ownOf(record, name)) === canonicalize(wanted));
}

/** Null in an update takes the field away. */
function update(record: JsonObject, updates: JsonObject): JsonObject {
  const isTaken = (name: string): boolean => Object.hasOwn(updates, name) && updates[name] === null;
  return Object.fromEntries(Object.entries({ ...record, ...updates }).filter(([name]) => !isTaken(name)));
}

function ownOf(record: JsonObject, name: string): Json {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}
