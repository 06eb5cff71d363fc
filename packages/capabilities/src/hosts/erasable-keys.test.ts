import type { Ledger } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { ledgerKinds, runRow } from "../testing/ledger-kinds.ts";

describe.each(ledgerKinds())("keys that can be lost on purpose, in a ledger %s", (_, open) => {
  let ledger: Ledger;
  beforeEach(() => {
    ledger = open();
  });
  const make = (run: string, ...salts: readonly string[]): readonly number[] =>
    ledger.transaction((tx) => {
      const ids = salts.map((salt) => tx.makeErasableKey(run, salt));
      expect(ids.map((id) => tx.erasableKey(id))).toEqual(salts);
      tx.putRun(runRow(run));
      return ids;
    });

  test("are found by their number, before their run has its row", () => {
    expect(make("R_a", "one", "two")).toEqual([1, 2]);
    expect(make("R_b", "three")).toEqual([3]);
    expect([1, 2, 3, 4].map((id) => ledger.read.erasableKey(id))).toEqual(["one", "two", "three", undefined]);
  });

  test("are dropped with all others of their run, and no number is given again", () => {
    make("R_a", "one");
    make("R_b", "two", "three");
    const dropped = ledger.transaction((tx) => {
      tx.makeErasableKey("R_b", "four");
      const count = tx.dropErasableKeys("R_b");
      expect([tx.erasableKey(2), tx.erasableKey(4)]).toEqual([undefined, undefined]);
      return count;
    });
    expect(dropped).toBe(3);
    expect(ledger.transaction((tx) => tx.dropErasableKeys("R_b"))).toBe(0);
    expect(make("R_b", "five")).toEqual([5]);
    expect([1, 2, 3, 4, 5].map((id) => ledger.read.erasableKey(id))).toEqual([
      "one",
      undefined,
      undefined,
      undefined,
      "five",
    ]);
  });

  test("stay when their segment is taken back, because the journal tells of what they sealed", () => {
    ledger.transaction((tx) => {
      tx.savepoint();
      expect(tx.makeErasableKey("R_a", "one")).toBe(1);
      expect(() => tx.dropErasableKeys("R_a")).toThrow("keys are not dropped inside a segment");
      tx.rollback();
      tx.putRun(runRow("R_a"));
    });
    expect(ledger.read.erasableKey(1)).toBe("one");
  });

  test("go with the transaction that made them or come back with the one that dropped them", () => {
    make("R_a", "one");
    expect(() =>
      ledger.transaction((tx) => {
        tx.makeErasableKey("R_a", "two");
        tx.dropErasableKeys("R_a");
        throw new Error("undone");
      }),
    ).toThrow("undone");
    expect([1, 2].map((id) => ledger.read.erasableKey(id))).toEqual(["one", undefined]);
    expect(make("R_c", "three")).toEqual([2]);
  });

  test("belong to no run where they are made for none", () => {
    const id = ledger.transaction((tx) => tx.makeErasableKey("", "of a load"));
    expect(ledger.read.erasableKey(id)).toBe("of a load");
    expect(ledger.transaction((tx) => tx.dropErasableKeys(""))).toBe(1);
  });
});
