import type { AwaitedRow, Ledger, LedgerTransaction } from "@pgs/runtime";
import { beforeEach, describe, expect, test } from "vitest";
import { ledgerKinds, runRow } from "../testing/ledger-kinds.ts";

function row(run: string, changes: Partial<AwaitedRow> = {}): AwaitedRow {
  const sideEffect = "capability_side_effects::CS_APPROVAL_V0";
  const told = {
    segment: 0,
    kind: "wait",
    sideEffect,
    op: "ASK",
    state: "open",
    holder: "",
    due: "",
    body: "{}",
  } as const;
  return { run, id: `AW_${run}`, ...told, ...changes };
}

function due(second: number): string {
  return `2026-01-01T00:00:${String(second).padStart(2, "0")}.000Z`;
}

describe.each(ledgerKinds())("what runs await, in a ledger %s", (_, open) => {
  let ledger: Ledger;
  const write = <T>(work: (tx: LedgerTransaction) => T): T => ledger.transaction(work);
  const runsOf = (rows: readonly AwaitedRow[]): readonly string[] => rows.map(({ run }) => run);
  beforeEach(() => {
    ledger = open();
    write((tx) => {
      for (const run of ["R_a", "R_b", "R_c", "R_d"]) tx.putRun(runRow(run, { terminal: "waiting" }));
    });
  });

  test("is found by its run and by its id, inside and after the transaction that put it", () => {
    const sent = row("R_a", { kind: "effect", state: "sent", holder: "E_1", due: due(9), segment: 3, body: '{"a":1}' });
    write((tx) => {
      tx.putAwaited(sent);
      expect([tx.awaitedOf("R_a"), tx.awaited("AW_R_a")]).toEqual([sent, sent]);
    });
    expect([ledger.read.awaitedOf("R_a"), ledger.read.awaited("AW_R_a")]).toEqual([sent, sent]);
    expect([ledger.read.awaitedOf("R_b"), ledger.read.awaited("AW_R_b")]).toEqual([undefined, undefined]);
  });

  test("is one thing at a time: another replaces it, and its id is free", () => {
    write((tx) => tx.putAwaited(row("R_a", { due: due(1) })));
    write((tx) => {
      tx.putAwaited(row("R_a", { id: "AW_2", segment: 1 }));
      tx.putAwaited(row("R_b", { id: "AW_R_a" }));
      expect(tx.awaited("AW_R_a")?.run).toBe("R_b");
    });
    expect(runsOf(ledger.read.awaitedAfter("", 9))).toEqual(["R_a", "R_b"]);
    expect(ledger.read.nextDue()).toBe("");
    expect(() => write((tx) => tx.putAwaited(row("R_c", { id: "AW_2" })))).toThrow();
    expect(ledger.read.awaitedOf("R_c")).toBeUndefined();
  });

  test("is gone when it is dropped, and dropping what is not there does nothing", () => {
    write((tx) => tx.putAwaited(row("R_a", { due: due(1) })));
    write((tx) => {
      tx.dropAwaited("R_a");
      tx.dropAwaited("R_b");
      tx.dropAwaited("R_unknown");
      expect([tx.awaitedOf("R_a"), tx.awaited("AW_R_a"), tx.nextDue()]).toEqual([undefined, undefined, ""]);
    });
    expect(ledger.read.awaitedAfter("", 9)).toEqual([]);
    write((tx) => {
      tx.putAwaited(row("R_a"));
      tx.dropAwaited("R_a");
      tx.putAwaited(row("R_b"));
    });
    expect(runsOf(ledger.read.awaitedAfter("", 9))).toEqual(["R_b"]);
  });

  test("is paged through by id, whatever is dropped meanwhile", () => {
    write((tx) => {
      for (const run of ["R_d", "R_b", "R_a", "R_c"]) tx.putAwaited(row(run));
    });
    expect(runsOf(ledger.read.awaitedAfter("", 2))).toEqual(["R_a", "R_b"]);
    write((tx) => tx.dropAwaited("R_b"));
    expect(runsOf(ledger.read.awaitedAfter("AW_R_b", 2))).toEqual(["R_c", "R_d"]);
    expect(runsOf(write((tx) => tx.awaitedAfter("AW_R_c", 2)))).toEqual(["R_d"]);
    expect(ledger.read.awaitedAfter("AW_R_d", 2)).toEqual([]);
  });

  test("is due earliest first, and never where nothing says when", () => {
    write((tx) => {
      tx.putAwaited(row("R_a", { due: due(30) }));
      tx.putAwaited(row("R_b"));
      tx.putAwaited(row("R_c", { due: due(10) }));
      tx.putAwaited(row("R_d", { due: due(10), id: "AW_0" }));
      expect(tx.nextDue()).toBe(due(10));
    });
    expect(runsOf(ledger.read.awaitedDue(due(9), 9))).toEqual([]);
    expect(runsOf(ledger.read.awaitedDue(due(10), 9))).toEqual(["R_d", "R_c"]);
    expect(runsOf(ledger.read.awaitedDue(due(59), 2))).toEqual(["R_d", "R_c"]);
    expect(runsOf(write((tx) => tx.awaitedDue(due(59), 9)))).toEqual(["R_d", "R_c", "R_a"]);
    write((tx) => tx.dropAwaited("R_c"));
    write((tx) => tx.putAwaited(row("R_d", { due: due(40) })));
    expect(ledger.read.nextDue()).toBe(due(30));
  });

  test("comes back with the savepoint or the transaction that is undone", () => {
    write((tx) => {
      tx.putAwaited(row("R_a", { due: due(1) }));
      tx.putAwaited(row("R_c"));
    });
    const before = ledger.read.awaitedAfter("", 9);
    write((tx) => {
      tx.savepoint();
      tx.dropAwaited("R_a");
      tx.putAwaited(row("R_b", { due: due(0) }));
      tx.putAwaited(row("R_c", { body: '{"n":1}' }));
      tx.rollback();
      expect(tx.awaitedAfter("", 9)).toEqual(before);
      expect([tx.nextDue(), tx.awaitedOf("R_b")]).toEqual([due(1), undefined]);
      tx.putAwaited(row("R_d"));
      tx.savepoint();
      tx.dropAwaited("R_d");
      tx.rollback();
    });
    expect(runsOf(ledger.read.awaitedAfter("", 9))).toEqual(["R_a", "R_c", "R_d"]);
    expect(() =>
      write((tx) => {
        tx.dropAwaited("R_a");
        tx.putAwaited(row("R_b"));
        throw new Error("undone");
      }),
    ).toThrow("undone");
    expect(runsOf(ledger.read.awaitedAfter("", 9))).toEqual(["R_a", "R_c", "R_d"]);
  });

  test("is awaited by a run that is there", () => {
    expect(() => write((tx) => tx.putAwaited(row("R_unknown")))).toThrow("R_unknown is no run: it awaits nothing");
    write((tx) => {
      tx.putRun(runRow("R_new", { terminal: "waiting" }));
      tx.putAwaited(row("R_new"));
    });
    expect(ledger.read.awaitedOf("R_new")?.id).toBe("AW_R_new");
  });

  test("is told in pages however many wait, each page as fast as the first", () => {
    const count = 20_000;
    const idOf = (n: number): string => `AW_${String((n * 7919) % count).padStart(6, "0")}`;
    for (let from = 0; from < count; from += 5000) {
      write((tx) => {
        for (let n = from; n < from + 5000; n += 1) {
          tx.putRun(runRow(`R_${n}`, { terminal: "waiting" }));
          tx.putAwaited(row(`R_${n}`, { id: idOf(n), due: n % 2 === 0 ? due(n % 60) : "" }));
        }
      });
    }
    const times: number[] = [];
    const ids: string[] = [];
    for (let after = ""; ; ) {
      const began = performance.now();
      const page = ledger.read.awaitedAfter(after, 100);
      times.push(performance.now() - began);
      ids.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.id;
    }
    expect(ids).toEqual(Array.from({ length: count }, (_, n) => `AW_${String(n).padStart(6, "0")}`));
    const half = times.length / 2;
    const medianOf = (some: readonly number[]): number =>
      [...some].sort((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
    expect(medianOf(times.slice(half))).toBeLessThan(5 * medianOf(times.slice(0, half)) + 1);
    expect(ledger.read.awaitedDue(due(59), 3).map((each) => each.due)).toEqual([due(0), due(0), due(0)]);
    expect(ledger.read.nextDue()).toBe(due(0));
  });
});
