import type { JsonObject } from "@pgs/governance";
import {
  canonicalize,
  type EffectAnswer,
  type EffectCall,
  type SideEffect,
  type StoredEvent,
  type StoreHandle,
} from "@pgs/runtime";
import { answerOf, isBlank, limitReached, noStore } from "./answer-of.ts";

/** Performs CS_APPENDONLY_JSONL_V0: a log that only grows. */
export const appendonlyJsonl: SideEffect = (call) => {
  const { op, inputs, store } = call;
  if (store === undefined) throw noStore(op);
  switch (op) {
    case "APPEND":
      return append(store, call);
    case "GET_ALL":
      return getAll(store, inputs);
    default:
      throw new Error(`the log has no operation ${op}`);
  }
};

/** What a record may be at most, as canonical JSON. */
const maxRecordBytes = 64 * 1024;

function append(store: StoreHandle, { inputs, event, run, now: at }: EffectCall): EffectAnswer {
  const { stream_id: stream = "" } = inputs;
  const record = inputs["record"] as JsonObject;
  if (inputs["stream_id"] !== undefined && isBlank(stream)) {
    return answerOf(store, "APPEND", "VIOLATION", { reason: "the stream id is blank" });
  }
  const bytes = Buffer.byteLength(canonicalize(record));
  if (bytes > maxRecordBytes) {
    const reason = `the record is ${bytes} bytes long and at most ${maxRecordBytes} are kept`;
    return answerOf(store, "APPEND", "VIOLATION", { reason });
  }
  const before = store.count();
  if (before >= store.maxRecords) return limitReached(store, "APPEND");
  const stored = store.append({ event, stream: stream as string, run, at, record });
  const outputs = { record_id: recordIdOf(stored), sequence_number: stored.sequence };
  return answerOf(store, "APPEND", "SUCCESS", { outputs, before, after: stored.sequence });
}

function getAll(store: StoreHandle, inputs: JsonObject): EffectAnswer {
  const entries = store.events(inputs["stream_id"] as string | undefined).map((stored) => ({
    record_id: recordIdOf(stored),
    sequence_number: stored.sequence,
    timestamp: stored.at,
    ...(stored.stream === "" ? {} : { stream_id: stored.stream }),
    record: stored.record,
  }));
  return answerOf(store, "GET_ALL", "SUCCESS", { outputs: { entries } });
}

/** When and as which: sorts as it was written. */
function recordIdOf({ at, sequence }: Pick<StoredEvent, "at" | "sequence">): string {
  return `${at}_${String(sequence).padStart(6, "0")}`;
}
