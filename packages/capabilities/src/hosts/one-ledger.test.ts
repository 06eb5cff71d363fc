import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwaitedRow, Ledger, LedgerTransaction, StoreRef } from "@pgs/runtime";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { runRow } from "../testing/ledger-kinds.ts";
import { openMemoryLedger } from "./memory/open-memory-ledger.ts";
import { openSqliteLedger, sqliteDefaults } from "./sqlite/open-sqlite-ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "pgs-one-ledger-"));
const state: StoreRef = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" };
const events: StoreRef = { id: "d::STRUCTURE_S_V0/EVENTS", semantics: "events" };
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = "2026-01-01T00:00:00.000Z";

/** What is done with one of a few keys, in the turn of a number; what it gives is compared. */
const steps = {
  put: (tx: LedgerTransaction, key: string) => tx.store(state).put(key, { key }),
  insert: (tx: LedgerTransaction, key: string) => tx.store(state).insert(key, { key }),
  remove: (tx: LedgerTransaction, key: string) => tx.store(state).remove(key),
  get: (tx: LedgerTransaction, key: string) => tx.store(state).get(key),
  list: (tx: LedgerTransaction) => tx.store(state).list(),
  append: (tx: LedgerTransaction, key: string) =>
    tx.store(events).append({ event: `d::EV_${key}_V0`, stream: key, run: "", at, record: { key } }),
  begin: (tx: LedgerTransaction, key: string, turn: number) => goOn(tx, `${key}${turn}`),
  goOn: (tx: LedgerTransaction, key: string) => goOn(tx, key),
  await: (tx: LedgerTransaction, key: string) => {
    if (tx.run(key) === undefined) return undefined;
    tx.putAwaited(awaitedRow(key, `${at}${tx.store(events).count()}`));
    return tx.awaitedOf(key);
  },
  drop: (tx: LedgerTransaction, key: string) => tx.dropAwaited(key),
  salt: (tx: LedgerTransaction, key: string) => tx.makeErasableKey(key, `salt of ${key}`),
  index: (tx: LedgerTransaction, key: string) => {
    const to = tx.indexedTo("index");
    tx.extendIndex("index", [{ key, sequence: to + 1 }], to + 1);
    return [to, tx.lastIndexed("index", key), tx.lastIndexed("index", "a")];
  },
  runs: (tx: LedgerTransaction) => tx.runs(3),
} as const;

function goOn(tx: LedgerTransaction, run: string): readonly unknown[] {
  const known = tx.run(run);
  tx.putRun(runRow(run, { terminal: known === undefined ? "waiting" : "completed" }));
  return [known, tx.appendJournal({ run, segment: 0, kind: "segment", body: `{"of":"${run}"}` })];
}

interface Segment {
  readonly steps: readonly (readonly [keyof typeof steps, string])[];
  readonly isKept: boolean;
}

interface Transaction {
  readonly segments: readonly Segment[];
  readonly isKept: boolean;
}

const step = fc.tuple(fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])), fc.constantFrom("a", "b"));
/** Runs that are there from the start. */
const first: Transaction = {
  segments: [
    {
      steps: [
        ["goOn", "a"],
        ["goOn", "b"],
      ],
      isKept: true,
    },
  ],
  isKept: true,
};
const mostly = fc.integer({ min: 0, max: 9 }).map((number) => number > 0);
const segment: fc.Arbitrary<Segment> = fc.record({ steps: fc.array(step, { maxLength: 6 }), isKept: mostly });
const transaction: fc.Arbitrary<Transaction> = fc.record({
  segments: fc.array(segment, { minLength: 1, maxLength: 2 }),
  isKept: mostly,
});

function awaitedRow(run: string, due: string): AwaitedRow {
  const kept = {
    kind: "wait",
    sideEffect: "d::CS_WAIT_V0",
    op: "WAIT",
    state: "open",
    holder: "",
    body: "{}",
  } as const;
  return { ...kept, run, segment: 0, id: `W_${run}`, due };
}

function perform(ledger: Ledger, { segments, isKept }: Transaction, turn: number): readonly unknown[] {
  const told: unknown[] = [];
  try {
    ledger.transaction((tx) => {
      for (const { steps: taken, isKept: isReleased } of segments) {
        tx.savepoint();
        for (const [name, key] of taken) told.push(steps[name](tx, key, turn));
        if (isReleased) tx.release();
        else tx.rollback();
      }
      if (!isKept) throw new Error("not kept");
    });
  } catch (error) {
    told.push(String(error));
  }
  return told;
}

function heldIn({ read }: Ledger): readonly unknown[] {
  const keys = Array.from({ length: 999 }, (_each, at) => [read.erasableKey(at + 1), read.runOfErasableKey(at + 1)]);
  const counts = [state, events].map(({ id }) => read.count(id));
  const told = [read.records(state.id), read.eventsAfter(events.id, 0, 9999), read.stores(), counts];
  return [...told, read.runs(999), read.journalAfter(0, 9999), read.awaitedAfter("", 9), keys];
}

test("a ledger in a file holds what one in memory holds, whatever comes again and again, and from whom", () => {
  const turn = fc.record({ kind: fc.nat(2), who: mostly });
  const history = fc.tuple(
    fc.array(transaction, { minLength: 3, maxLength: 3 }),
    fc.array(turn, { minLength: 20, maxLength: 60 }),
  );
  fc.assert(
    fc.property(history, ([kinds, turns]) => {
      const path = join(folder, `${++files}.db`);
      const inMemory = openMemoryLedger({ maxRecords: 9999 });
      const [inFile, ofAnother] = [0, 1].map(() => openSqliteLedger({ ...sqliteDefaults, batchAfter: 1, path })) as [
        Ledger,
        Ledger,
      ];
      try {
        [{ kind: -1, who: true }, ...turns].forEach(({ kind, who }, turn) => {
          const todo = kinds[kind] ?? first;
          expect(perform(who ? inFile : ofAnother, todo, turn)).toEqual(perform(inMemory, todo, turn));
        });
        expect(heldIn(ofAnother)).toEqual(heldIn(inMemory));
        expect(heldIn(inFile)).toEqual(heldIn(inMemory));
      } finally {
        for (const ledger of [inFile, ofAnother]) ledger.close();
      }
    }),
    { numRuns: 60 },
  );
});
