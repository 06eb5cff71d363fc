import { findBreak, type Ledger } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { ledgerKinds, runRow } from "../testing/ledger-kinds.ts";

const day = (number: number): string => `2026-01-${String(number).padStart(2, "0")}T00:00:00.000Z`;

describe.each(ledgerKinds())("pruning the journal of a ledger %s", (_, open) => {
  let ledger: Ledger;
  beforeEach(() => {
    ledger = open();
  });
  /** One segment of a run. */
  const add = (
    run: string,
    at: string,
    changes: { readonly segment?: number; readonly terminal?: string } = {},
  ): void => {
    const { segment = 0, terminal = "completed" } = changes;
    ledger.transaction((tx) => {
      if (run !== "") tx.putRun(runRow(run, { terminal, at }));
      const body = segment === 0 && run !== "" ? { v: 2, header: { now: at } } : { v: 2, now: at };
      tx.appendJournal({ run, segment, kind: run === "" ? "load" : "segment", body: JSON.stringify(body) });
    });
  };
  const prune = (before: string): void => ledger.transaction((tx) => tx.pruneJournal(tx.prunable(before).seq));
  const left = (): readonly number[] => ledger.read.journalAfter(0, 99).map(({ seq }) => seq);
  const breakOf = () => findBreak(ledger.read.journalAfter(0, 99), ledger.read.journalStart());

  test("drops the rows of runs that ended before, and the chain goes on from the last of them", () => {
    for (let n = 1; n <= 6; n += 1) add(`R_${n}`, day(n));
    const rows = ledger.read.journalAfter(0, 99);
    expect(ledger.read.prunable(day(4))).toEqual({ seq: 3, rows: 3, heldBy: "R_4" });
    prune(day(4));
    expect(ledger.read.journalStart()).toEqual({ seq: 3, hash: rows[2]?.hash });
    expect(ledger.read.journalAfter(0, 99)).toEqual(rows.slice(3));
    expect(breakOf()).toBeUndefined();
    expect(findBreak(ledger.read.journalAfter(0, 99))?.seq).toBe(4);
    expect(ledger.read.journalOf("R_4")).toEqual(rows.slice(3, 4));
    add("R_7", day(7));
    expect([left(), breakOf()]).toEqual([[4, 5, 6, 7], undefined]);
    prune(day(6));
    expect([left(), breakOf()]).toEqual([[6, 7], undefined]);
  });

  test("keeps the row of a run whose journal is gone", () => {
    add("R_1", day(1));
    add("R_2", day(2));
    prune(day(2));
    expect(ledger.read.journalOf("R_1")).toEqual([]);
    expect(ledger.read.run("R_1")).toEqual(runRow("R_1", { at: day(1) }));
    expect(ledger.read.runs(9).map(({ run }) => run)).toEqual(["R_2", "R_1"]);
  });

  test("can leave nothing of a journal but where it goes on", () => {
    add("R_1", day(1));
    add("", day(2));
    expect(ledger.read.prunable(day(9))).toEqual({ seq: 2, rows: 2, heldBy: "" });
    prune(day(9));
    expect([left(), breakOf(), ledger.read.prunable(day(9))]).toEqual([[], undefined, { seq: 2, rows: 0, heldBy: "" }]);
    add("R_2", day(3));
    expect([left(), breakOf()]).toEqual([[3], undefined]);
  });

  test("stops before a run that has not ended, and before the first row of one that ends later", () => {
    add("R_1", day(1));
    add("R_2", day(2), { terminal: "waiting" });
    add("R_3", day(3));
    expect(ledger.read.prunable(day(30))).toEqual({ seq: 1, rows: 1, heldBy: "R_2" });
    add("R_2", day(20), { segment: 1 });
    add("R_4", day(21));
    expect(ledger.read.prunable(day(30))).toEqual({ seq: 5, rows: 5, heldBy: "" });
    expect(ledger.read.prunable(day(10))).toEqual({ seq: 1, rows: 1, heldBy: "R_2" });
    prune(day(10));
    expect([left(), breakOf()]).toEqual([[2, 3, 4, 5], undefined]);
  });

  test("looks at each row's own time, because a clock may have gone back", () => {
    add("R_1", day(1));
    add("R_2", day(20));
    add("R_3", day(2));
    add("R_4", day(1));
    expect(ledger.read.prunable(day(10))).toEqual({ seq: 1, rows: 1, heldBy: "R_2" });
    expect(ledger.read.prunable(day(21))).toEqual({ seq: 4, rows: 4, heldBy: "" });
    prune(day(10));
    expect([left(), breakOf()]).toEqual([[2, 3, 4], undefined]);
  });

  test("is undone with its transaction, and refuses a row that is not there", () => {
    for (let n = 1; n <= 3; n += 1) add(`R_${n}`, day(n));
    expect(() =>
      ledger.transaction((tx) => {
        tx.pruneJournal(2);
        expect(tx.journalAfter(0, 9).map(({ seq }) => seq)).toEqual([3]);
        throw new Error("undone");
      }),
    ).toThrow("undone");
    expect([left(), breakOf(), ledger.read.journalOf("R_1").length]).toEqual([[1, 2, 3], undefined, 1]);
    expect(() => ledger.transaction((tx) => tx.pruneJournal(4))).toThrow("the journal has no row 4");
    prune(day(2));
    expect(() => ledger.transaction((tx) => tx.pruneJournal(1))).toThrow("the journal has no row 1");
  });
});
