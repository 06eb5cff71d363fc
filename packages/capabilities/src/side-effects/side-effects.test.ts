import type { JsonObject } from "@pgs/governance";
import type { EffectAnswer, Ledger, StoreRef } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { openMemoryLedger } from "../hosts/memory/open-memory-ledger.ts";
import { sideEffectHost } from "./side-effect-host.ts";

const { sideEffects } = sideEffectHost("0.1.0");
const at = "2026-01-01T00:00:00.000Z";
const registry: StoreRef = { id: "d::STRUCTURE_S_V0/ACTOR", semantics: "registry" };
const log: StoreRef = { id: "d::STRUCTURE_S_V0/LOG", semantics: "events" };
const state: StoreRef = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" };
const facts: StoreRef = { id: "d::STRUCTURE_S_V0/FACTS", semantics: "facts" };
const address = "ADDR_1d7546f36895341d16cff0789f6197a7";

let ledger: Ledger;
beforeEach(() => {
  ledger = openMemoryLedger({ maxRecords: 3 });
});

/** Performs one operation in a transaction of its own. */
function perform(code: string, ref: StoreRef, op: string, inputs: JsonObject): EffectAnswer {
  const effect = sideEffects.get(`capability_side_effects::${code}`);
  return ledger.transaction((tx) => {
    const call = { op, inputs, store: tx.store(ref), event: "", run: "R_1", now: at };
    return effect?.({ ...call, entropy: { bytes: (count) => new Uint8Array(count) } }) as EffectAnswer;
  });
}

function said({ outcome, outputs, reason }: EffectAnswer): readonly unknown[] {
  return reason === undefined ? [outcome, outputs] : [outcome, outputs, reason];
}

describe("CS_REGISTRY_V0", () => {
  const call = (op: string, inputs: JsonObject): EffectAnswer => perform("CS_REGISTRY_V0", registry, op, inputs);

  test("registers a key once, at an address that follows from store and key", () => {
    expect(call("REGISTER", { key: "A", target_ref: "x" })).toEqual({
      outcome: "SUCCESS",
      outputs: { address },
      effect: { store: registry.id, op: "REGISTER", key: "A", version_before: 0, version_after: 1 },
    });
    expect(call("REGISTER", { key: "A", target_ref: "y" })).toEqual({
      outcome: "ALREADY_EXISTS",
      outputs: { address },
      reason: "`A` is registered already",
      effect: { store: registry.id, op: "REGISTER", key: "A", version_before: 1, version_after: 1 },
    });
    expect(ledger.read.records(registry.id)).toEqual([
      { key: "A", version: 1, record: { key: "A", address, target_ref: "x" } },
    ]);
  });

  test("resolves a key and an address, and says what there is not", () => {
    call("REGISTER", { key: "A", target_ref: "x", target_cs: "cs" });
    const found = ["SUCCESS", { key: "A", address, target_ref: "x", target_cs: "cs" }];
    expect(said(call("RESOLVE", { key_or_address: "A" }))).toEqual(found);
    expect(said(call("RESOLVE", { key_or_address: address }))).toEqual(found);
    expect(said(call("RESOLVE", { key_or_address: "B" }))).toEqual(["NOT_FOUND", {}, "nothing is registered as `B`"]);
    expect(said(call("EXISTS", { key_or_address: address }))).toEqual(["SUCCESS", { exists: true }]);
    expect(said(call("EXISTS", { key_or_address: "toString" }))).toEqual(["SUCCESS", { exists: false }]);
  });

  test("takes a key out, once, and counts", () => {
    call("REGISTER", { key: "A" });
    expect(said(call("COUNT", {}))).toEqual(["SUCCESS", { count: 1 }]);
    expect(said(call("DEREGISTER", { key_or_address: address }))).toEqual(["SUCCESS", {}]);
    expect(call("DEREGISTER", { key_or_address: "A" }).outcome).toBe("NOT_FOUND");
    expect(said(call("COUNT", {}))).toEqual(["SUCCESS", { count: 0 }]);
  });

  test.each(["", " ", "\n"])("takes a blank key for a violation: %j", (key) => {
    for (const op of ["REGISTER", "RESOLVE", "EXISTS", "DEREGISTER"]) {
      expect(said(call(op, { key, key_or_address: key }))).toEqual(["VIOLATION", {}, "the key is blank"]);
    }
  });

  test("is full at the limit of its store, for new keys only", () => {
    for (const key of ["A", "B", "C"]) call("REGISTER", { key });
    expect(said(call("REGISTER", { key: "D" }))).toEqual([
      "BACKEND_ERROR",
      {},
      "d::STRUCTURE_S_V0/ACTOR holds 3 records, which is its limit",
    ]);
    expect(call("REGISTER", { key: "A" }).outcome).toBe("ALREADY_EXISTS");
  });

  test("answers for no record that is not its own", () => {
    ledger.transaction((tx) => tx.store(registry).insert("A", { odd: true }));
    const refusal = ["BACKEND_ERROR", {}, "the record of `A` is not one of this side effect"];
    expect(said(call("RESOLVE", { key_or_address: "A" }))).toEqual(refusal);
    expect(said(call("REGISTER", { key: "A" }))).toEqual(refusal);
  });

  test("has no operation that is not declared", () => {
    expect(() => call("constructor", {})).toThrow("the registry has no operation constructor");
  });
});

describe("CS_APPENDONLY_JSONL_V0", () => {
  const call = (op: string, inputs: JsonObject): EffectAnswer => perform("CS_APPENDONLY_JSONL_V0", log, op, inputs);

  test("appends in order and gives all back, or one stream", () => {
    expect(call("APPEND", { record: { n: 1 } })).toEqual({
      outcome: "SUCCESS",
      outputs: { record_id: "2026-01-01T00:00:00.000Z_000001", sequence_number: 1 },
      effect: { store: log.id, op: "APPEND", version_before: 0, version_after: 1 },
    });
    call("APPEND", { record: { n: 2 }, stream_id: "s" });
    const second = {
      record_id: "2026-01-01T00:00:00.000Z_000002",
      sequence_number: 2,
      timestamp: at,
      stream_id: "s",
      record: { n: 2 },
    };
    expect(call("GET_ALL", {}).outputs["entries"]).toMatchObject([{ sequence_number: 1, record: { n: 1 } }, second]);
    expect(said(call("GET_ALL", { stream_id: "s" }))).toEqual(["SUCCESS", { entries: [second] }]);
    expect(said(call("GET_ALL", { stream_id: "t" }))).toEqual(["SUCCESS", { entries: [] }]);
  });

  test("refuses a blank stream and a record that is too long", () => {
    expect(said(call("APPEND", { record: {}, stream_id: " " }))).toEqual(["VIOLATION", {}, "the stream id is blank"]);
    expect(call("APPEND", { record: { text: "é".repeat(32_762) } }).outcome).toBe("SUCCESS");
    expect(said(call("APPEND", { record: { text: "é".repeat(32_763) } }))).toEqual([
      "VIOLATION",
      {},
      "the record is 65537 bytes long and at most 65536 are kept",
    ]);
  });

  test("is full at the limit of its store", () => {
    for (let n = 0; n < 3; n += 1) call("APPEND", { record: { n } });
    expect(call("APPEND", { record: {} }).outcome).toBe("BACKEND_ERROR");
  });
});

describe("CS_MUTABLE_JSON_V0", () => {
  const call = (op: string, inputs: JsonObject, ref = state): EffectAnswer =>
    perform("CS_MUTABLE_JSON_V0", ref, op, inputs);

  test("reads what was written, and counts versions", () => {
    expect(said(call("READ", { key: "a" }))).toEqual(["NOT_FOUND", {}, "there is no record `a`"]);
    call("WRITE", { key: "a", value: { n: 1 } });
    expect(call("WRITE", { key: "a", value: { n: 2 } }).effect).toEqual({
      store: state.id,
      op: "WRITE",
      key: "a",
      version_before: 1,
      version_after: 2,
    });
    expect(said(call("READ", { key: "a" }))).toEqual(["SUCCESS", { value: { n: 2 }, version: 2 }]);
    expect(said(call("EXISTS", { key: "a" }))).toEqual(["SUCCESS", { exists: true }]);
    expect(said(call("DELETE", { key: "a" }))).toEqual(["SUCCESS", {}]);
    expect(call("DELETE", { key: "a" }).outcome).toBe("NOT_FOUND");
    expect(call("WRITE", { key: " ", value: {} }).outcome).toBe("VIOLATION");
  });

  test("writes only over the version that was read; 0 stands for none", () => {
    const write = (if_version: number, n: number) => said(call("WRITE_IF", { key: "a", value: { n }, if_version }));
    expect(write(1, 0)).toEqual(["CONFLICT", {}, "`a` is not there any more"]);
    expect(write(0, 1)).toEqual(["SUCCESS", { version: 1 }]);
    expect(write(0, 2)).toEqual(["CONFLICT", {}, "`a` is there by now, in version 1"]);
    expect(write(1, 2)).toEqual(["SUCCESS", { version: 2 }]);
    expect(write(1, 3)).toEqual(["CONFLICT", {}, "`a` has version 2 by now, and not 1"]);
    expect(said(call("READ", { key: "a" }))).toEqual(["SUCCESS", { value: { n: 2 }, version: 2 }]);
    expect(call("WRITE_IF", { key: "a", value: { n: 3 }, if_version: 2 }).effect).toEqual({
      store: state.id,
      op: "WRITE_IF",
      key: "a",
      version_before: 2,
      version_after: 3,
    });
    expect(call("WRITE_IF", { key: "\t", value: {}, if_version: 0 }).outcome).toBe("VIOLATION");
  });

  test("lists in the order of keys", () => {
    call("WRITE", { key: "b", value: { n: 2 } });
    call("WRITE", { key: "B", value: { n: 1 } });
    expect(said(call("LIST", {}))).toEqual(["SUCCESS", { records: [{ n: 1 }, { n: 2 }], keys: ["B", "b"] }]);
    expect(said(call("LIST_KEYS", {}))).toEqual(["SUCCESS", { keys: ["B", "b"] }]);
  });

  test("deletes many, each counted once", () => {
    call("WRITE", { key: "a", value: {} });
    expect(said(call("DELETE_MANY", { keys: ["a", "a", "x"] }))).toEqual(["SUCCESS", { drained_count: 1 }]);
  });

  test("updates what matches; null stands for an absent field and takes one away", () => {
    call("WRITE", { key: "a", value: { kind: "x", deep: { n: 1 } } });
    call("WRITE", { key: "b", value: { kind: "y" } });
    expect(
      said(call("UPDATE_WHERE", { filter: { deep: { n: 1 }, gone: null }, updates: { deep: null, m: 2 } })),
    ).toEqual(["SUCCESS", { matched_keys: ["a"], updated_count: 1 }]);
    expect(said(call("UPDATE_WHERE", { filter: {}, updates: { all: true } }))).toEqual([
      "SUCCESS",
      { matched_keys: ["a", "b"], updated_count: 2 },
    ]);
    expect(ledger.read.records(state.id).map(({ record }) => record)).toEqual([
      { kind: "x", m: 2, all: true },
      { kind: "y", all: true },
    ]);
    const none = call("UPDATE_WHERE", { filter: { toString: 1 }, updates: {} });
    expect(said(none)).toEqual(["VIOLATION", {}, "no record matches"]);
  });

  test("reads facts and cannot write them", () => {
    ledger.transaction((tx) => tx.load(facts, [{ key: "a", record: { n: 1 } }]));
    expect(said(call("READ", { key: "a" }, facts))).toEqual(["SUCCESS", { value: { n: 1 }, version: 1 }]);
    expect(() => call("WRITE", { key: "a", value: {} }, facts)).toThrow("holds facts: put is not possible");
    expect(() => call("DELETE", { key: "a" }, facts)).toThrow("holds facts: remove is not possible");
  });

  test("is full at the limit of its store, for new keys only", () => {
    for (const key of ["a", "b", "c"]) call("WRITE", { key, value: {} });
    expect(call("WRITE", { key: "d", value: {} }).outcome).toBe("BACKEND_ERROR");
    expect(call("WRITE_IF", { key: "d", value: {}, if_version: 0 }).outcome).toBe("BACKEND_ERROR");
    expect(call("WRITE_IF", { key: "a", value: {}, if_version: 1 }).outcome).toBe("SUCCESS");
    expect(call("WRITE", { key: "a", value: { n: 1 } }).outcome).toBe("SUCCESS");
  });
});
