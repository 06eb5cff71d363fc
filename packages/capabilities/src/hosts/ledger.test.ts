import { findBreak, type Ledger, type LedgerTransaction, type RunFilter, type StoreRef } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { ledgerKinds } from "../testing/ledger-kinds.ts";

const state: StoreRef = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" };
const events: StoreRef = { id: "d::STRUCTURE_S_V0/EVENTS", semantics: "events" };
const registry: StoreRef = { id: "d::STRUCTURE_S_V0/REGISTRY", semantics: "registry" };
const facts: StoreRef = { id: "d::STRUCTURE_S_V0/FACTS", semantics: "facts" };
const at = "2026-01-01T00:00:00.000Z";
const entry = { event: "d::EV_E_V0", stream: "s", run: "R_1", at, record: { n: 1 } };
const run = {
  run: "R_1",
  workflow: "d::WF_W_V0",
  key: "k",
  attempt: 1,
  request: "r",
  terminal: "completed",
  exit: "DONE",
  at,
};

describe.each(ledgerKinds())("a ledger %s", (_, open) => {
  let ledger: Ledger;
  const write = <T>(work: (tx: LedgerTransaction) => T): T => ledger.transaction(work);
  beforeEach(() => {
    ledger = open(3);
  });

  test("keeps indexes over events, and takes back what a savepoint took in", () => {
    write((tx) => {
      tx.extendIndex("by name", [{ key: "a", sequence: 1 }], 2);
      tx.savepoint();
      tx.extendIndex(
        "by name",
        [
          { key: "a", sequence: 3 },
          { key: "b", sequence: 4 },
        ],
        4,
      );
      expect([tx.indexedTo("by name"), tx.lastIndexed("by name", "a")]).toEqual([4, 3]);
      tx.rollback();
    });
    const found = write((tx) => ["a", "b"].map((key) => tx.lastIndexed("by name", key)));
    expect(found).toEqual([1, 0]);
    expect(write((tx) => [tx.indexedTo("by name"), tx.indexedTo("by rank"), tx.lastIndexed("by rank", "a")])).toEqual([
      2, 0, 0,
    ]);
  });

  test("finds runs by what is asked, newest first", () => {
    const other = { workflow: "d::WF_V_V0", terminal: "denied", key: "l", at: "2026-01-02T00:00:00.000Z" };
    write((tx) => {
      tx.putRun(run);
      tx.putRun({ ...run, ...other, run: "R_2" });
      tx.putRun({ ...run, run: "R_3", key: "l" });
    });
    const found = (filter: RunFilter, limit = 9) => ledger.read.runs(limit, filter).map((row) => row.run);
    expect(found({ workflow: run.workflow })).toEqual(["R_3", "R_1"]);
    expect(found({ workflow: run.workflow }, 1)).toEqual(["R_3"]);
    expect(found({ workflow: "d::WF_UNKNOWN_V0" })).toEqual([]);
    expect(found({ terminal: "denied" })).toEqual(["R_2"]);
    expect(found({ key: "l" })).toEqual(["R_3", "R_2"]);
    expect(found({ key: "l", terminal: "completed" })).toEqual(["R_3"]);
    expect(found({ since: other.at })).toEqual(["R_2"]);
    expect(found({ until: other.at })).toEqual(["R_3", "R_1"]);
    expect(found({ since: at, until: at })).toEqual([]);
    expect(ledger.read.workflows()).toEqual(["d::WF_V_V0", "d::WF_W_V0"]);
  });

  test("finds expected runs as they come and go, also where many are expected", () => {
    const ids = Array.from({ length: 20 }, (_, index) => `R_${index}`);
    const known = (tx: LedgerTransaction): readonly string[] => ids.filter((id) => tx.run(id) !== undefined);
    write((tx) => tx.putRun({ ...run, run: "R_3" }));
    write((tx) => {
      tx.expectRuns(ids);
      expect(known(tx)).toEqual(["R_3"]);
      tx.savepoint();
      tx.putRun({ ...run, run: "R_4" });
      tx.rollback();
      tx.putRun({ ...run, run: "R_5" });
      expect(known(tx)).toEqual(["R_3", "R_5"]);
      expect(tx.runs(9).map((row) => row.run)).toEqual(["R_5", "R_3"]);
      expect(known(tx)).toEqual(["R_3", "R_5"]);
    });
    expect(() => {
      write((tx) => {
        tx.expectRuns(ids);
        throw new Error("undone");
      });
    }).toThrow("undone");
    ledger.transaction((tx) => tx.putRun({ ...run, run: "R_6" }));
    expect(write(known)).toEqual(["R_3", "R_5", "R_6"]);
  });

  test("holds what a transaction wrote", () => {
    write((tx) => {
      expect(tx.store(state).put("b", { n: 1 })).toEqual({ key: "b", version: 1, record: { n: 1 } });
      expect(tx.store(state).put("b", { n: 2 })).toEqual({ key: "b", version: 2, record: { n: 2 } });
      expect(tx.store(state).insert("a", { n: 3 })).toEqual({ key: "a", version: 1, record: { n: 3 } });
      expect(tx.store(state).insert("a", { n: 4 })).toBeUndefined();
      expect(tx.store(events).append(entry)).toEqual({ ...entry, sequence: 1 });
      expect(tx.store(events).append({ ...entry, event: "", stream: "t" }).sequence).toBe(2);
    });
    expect(ledger.read.records(state.id)).toEqual([
      { key: "a", version: 1, record: { n: 3 } },
      { key: "b", version: 2, record: { n: 2 } },
    ]);
    expect(ledger.read.eventsAfter(events.id, 1, 9)).toEqual([{ ...entry, event: "", stream: "t", sequence: 2 }]);
    expect(ledger.read.count(events.id)).toBe(2);
    expect(ledger.read.stores()).toEqual([events, state]);
    expect(
      write((tx) =>
        tx
          .store(events)
          .events("t")
          .map(({ sequence }) => sequence),
      ),
    ).toEqual([2]);
  });

  test("forgets what a throwing transaction wrote, names and all", () => {
    expect(() =>
      write((tx) => {
        tx.store(state).put("a", { n: 1 });
        tx.store(events).append(entry);
        tx.putRun(run);
        tx.appendJournal({ run: "R_1", segment: 0, kind: "segment", body: "{}" });
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(ledger.read.stores()).toEqual([]);
    expect(ledger.read.run("R_1")).toBeUndefined();
    expect(ledger.read.journalAfter(0, 9)).toEqual([]);
    write((tx) => tx.store(state).put("a", { n: 2 }));
    expect(ledger.read.records(state.id)).toEqual([{ key: "a", version: 1, record: { n: 2 } }]);
  });

  test("undoes what came after a savepoint and nothing else", () => {
    write((tx) => {
      tx.store(state).put("kept", { n: 1 });
      tx.savepoint();
      tx.store(state).put("kept", { n: 2 });
      tx.store(state).put("gone", { n: 1 });
      tx.store(events).append(entry);
      tx.rollback();
      tx.savepoint();
      tx.store(events).append({ ...entry, record: { n: 2 } });
      tx.release();
    });
    expect(ledger.read.records(state.id)).toEqual([{ key: "kept", version: 1, record: { n: 1 } }]);
    expect(ledger.read.eventsAfter(events.id, 0, 9)).toEqual([{ ...entry, sequence: 1, record: { n: 2 } }]);
  });

  test("counts what segments of one transaction keep, and nothing that one of them took back", () => {
    write((tx) => {
      tx.savepoint();
      tx.store(events).append(entry);
      tx.release();
      tx.savepoint();
      tx.store(events).append(entry);
      tx.store(registry).insert("k", { n: 1 });
      expect([tx.count(events.id), tx.count(registry.id)]).toEqual([2, 1]);
      tx.rollback();
      tx.savepoint();
      expect(tx.store(events).append(entry).sequence).toBe(2);
      expect(tx.store(registry).count()).toBe(0);
      tx.release();
    });
    expect([ledger.read.count(events.id), ledger.read.count(registry.id)]).toEqual([2, 0]);
  });

  test("reads what an open segment wrote, and takes back what was read", () => {
    write((tx) => {
      tx.putRun(run);
      tx.store(state).put("kept", { n: 1 });
      tx.savepoint();
      const store = tx.store(state);
      expect(store.get("new")).toBeUndefined();
      store.insert("new", { n: 1 });
      store.put("kept", { n: 2 });
      tx.store(events).append(entry);
      expect(store.list().map(({ key, version }) => [key, version])).toEqual([
        ["kept", 2],
        ["new", 1],
      ]);
      expect(store.get("new")?.version).toBe(1);
      expect(tx.store(events).events("s")).toHaveLength(1);
      expect(store.remove("kept")).toBe(2);
      expect(store.get("kept")).toBeUndefined();
      store.put("late", {});
      tx.extendIndex("by name", [{ key: "a", sequence: 1 }], 1);
      expect(tx.runs(9).map((row) => row.run)).toEqual(["R_1"]);
      tx.rollback();
      expect(["kept", "new", "late"].map((key) => tx.store(state).get(key)?.version)).toEqual([
        1,
        undefined,
        undefined,
      ]);
      expect([tx.store(state).count(), tx.count(events.id), tx.lastIndexed("by name", "a")]).toEqual([1, 0, 0]);
      tx.savepoint();
      tx.store(state).put("kept", { n: 3 });
      expect(tx.store(state).list()).toEqual([{ key: "kept", version: 2, record: { n: 3 } }]);
      tx.release();
    });
    expect(ledger.read.records(state.id)).toEqual([{ key: "kept", version: 2, record: { n: 3 } }]);
    expect(ledger.read.eventsAfter(events.id, 0, 9)).toEqual([]);
    expect(ledger.read.run("R_1")).toEqual(run);
  });

  test("compares versions before it writes", () => {
    write((tx) => {
      const store = tx.store(state);
      expect(store.put("a", {}, 1)).toBeUndefined();
      expect(store.put("a", {}, 0)?.version).toBe(1);
      expect(store.put("a", {}, 0)).toBeUndefined();
      expect(store.put("a", {}, 1)?.version).toBe(2);
      expect(store.remove("a")).toBe(2);
      expect(store.remove("a")).toBeUndefined();
      expect(store.count()).toBe(0);
    });
  });

  test("chains its journal", () => {
    write((tx) => {
      tx.putRun(run);
      tx.appendJournal({ run: "R_1", segment: 0, kind: "segment", body: '{"v":1}' });
      tx.appendJournal({ run: "", segment: 0, kind: "load", body: "{}" });
    });
    const rows = ledger.read.journalAfter(0, 9);
    expect(rows).toEqual([
      {
        seq: 1,
        run: "R_1",
        segment: 0,
        kind: "segment",
        body: '{"v":1}',
        prev: "0".repeat(64),
        hash: "30af922d2721c3723dc88f17d283afbe56677d8c27e4ff10521e1dfd6d2128bc",
      },
      { seq: 2, run: "", segment: 0, kind: "load", body: "{}", prev: rows[0]?.hash, hash: rows[1]?.hash },
    ]);
    expect(findBreak(rows)).toBeUndefined();
    expect(findBreak(rows.map((row) => ({ ...row, body: `${row.body} ` })))?.seq).toBe(1);
    expect(ledger.read.journalOf("R_1")).toEqual(rows.slice(0, 1));
    expect(() => write((tx) => tx.appendJournal({ run: "R_2", segment: 0, kind: "segment", body: "{}" }))).toThrow(
      "the journal knows no run R_2",
    );
  });

  test("finds runs, the newest first", () => {
    write((tx) => {
      tx.putRun(run);
      tx.putRun({ ...run, run: "R_2", key: "l" });
      tx.putRun({ ...run, terminal: "failed", exit: "NO" });
    });
    expect(ledger.read.run("R_1")).toEqual({ ...run, terminal: "failed", exit: "NO" });
    expect(ledger.read.runs(9).map((row) => row.run)).toEqual(["R_2", "R_1"]);
    expect(ledger.read.runs(1).map((row) => row.run)).toEqual(["R_2"]);
    expect(ledger.read.workflows()).toEqual(["d::WF_W_V0"]);
  });

  test("lets a handle do what the semantics of its store allow", () => {
    write((tx) => {
      expect(() => tx.store(facts).put("a", {})).toThrow("d::STRUCTURE_S_V0/FACTS holds facts: put is not possible");
      expect(() => tx.store(facts).insert("a", {})).toThrow("insert is not possible");
      expect(() => tx.store(facts).remove("a")).toThrow("remove is not possible");
      expect(() => tx.store(facts).append(entry)).toThrow("append is not possible");
      expect(() => tx.store(registry).put("a", {})).toThrow("put is not possible");
      expect(() => tx.store(events).put("a", {})).toThrow("put is not possible");
      expect(() => tx.store(state).append(entry)).toThrow("append is not possible");
    });
    const leaked = write((tx) => tx.store(state));
    expect(() => leaked.get("a")).toThrow("has ended with its transaction");
    write((tx) => {
      expect(tx.store(state).get("a")).toBeUndefined();
      expect(() => leaked.get("a")).toThrow("has ended with its transaction");
    });
  });

  test("keeps a store to the semantics it has", () => {
    write((tx) => tx.store(state).put("a", {}));
    expect(() => write((tx) => tx.store({ ...state, semantics: "registry" }).insert("b", {}))).toThrow(
      "d::STRUCTURE_S_V0/STATE holds state, not registry",
    );
  });

  test("replaces facts as a whole and no other store", () => {
    write((tx) =>
      tx.load(facts, [
        { key: "a", record: { n: 1 } },
        { key: "b", record: {} },
      ]),
    );
    write((tx) => tx.load(facts, [{ key: "c", record: { n: 2 } }]));
    expect(ledger.read.records(facts.id)).toEqual([{ key: "c", version: 1, record: { n: 2 } }]);
    expect(ledger.read.count(facts.id)).toBe(1);
    expect(() =>
      write((tx) =>
        tx.load(facts, [
          { key: "d", record: {} },
          { key: "d", record: {} },
        ]),
      ),
    ).toThrow("twice");
    expect(() => write((tx) => tx.load(state, []))).toThrow("only facts are loaded");
    expect(ledger.read.records(facts.id)).toHaveLength(1);
  });

  test("stops at the limit of a store", () => {
    expect(() =>
      write((tx) => {
        for (const key of ["a", "b", "c", "d"]) tx.store(state).insert(key, {});
      }),
    ).toThrow("d::STRUCTURE_S_V0/STATE holds 3 records, which is its limit");
    expect(() =>
      write((tx) => {
        for (let n = 0; n < 4; n += 1) tx.store(events).append(entry);
      }),
    ).toThrow("which is its limit");
    expect(ledger.read.stores()).toEqual([]);
  });

  test("takes no transaction inside another", () => {
    expect(() => write(() => write(() => 1))).toThrow("a transaction is open already");
    expect(write(() => 2)).toBe(2);
  });

  test("refuses what has no canonical form", () => {
    expect(() => write((tx) => tx.store(state).put("a", { n: Number.NaN }))).toThrow("no canonical form");
  });
});
