import type { LedgerTransaction } from "@pgs/runtime";
import { openSqliteLedger, sqliteDefaults } from "../hosts/sqlite/open-sqlite-ledger.ts";

/** One transaction of a process. Keys and counters are few, so that processes meet. */
export type ScriptedStep =
  | { readonly kind: "register"; readonly key: string }
  | { readonly kind: "count"; readonly key: string }
  | { readonly kind: "append"; readonly note: string }
  | { readonly kind: "takeBack"; readonly key: string }
  | { readonly kind: "hold"; readonly ms: number };

const registry = { id: "d::STRUCTURE_S_V0/REGISTRY", semantics: "registry" } as const;
const state = { id: "d::STRUCTURE_S_V0/STATE", semantics: "state" } as const;
const events = { id: "d::STRUCTURE_S_V0/EVENTS", semantics: "events" } as const;

/** What a step came to: whether a key was free, the number that was counted to, the sequence of an event. */
function perform(tx: LedgerTransaction, step: ScriptedStep): unknown {
  switch (step.kind) {
    case "register":
      return tx.store(registry).insert(step.key, {}) !== undefined;
    case "count": {
      const store = tx.store(state);
      const before = store.get(step.key);
      const n = Number(before?.record["n"] ?? 0) + 1;
      return store.put(step.key, { n }, before?.version ?? 0) === undefined ? "conflict" : n;
    }
    case "append": {
      const entry = { event: "", stream: "", run: "", at: "", record: { note: step.note } };
      const { sequence } = tx.store(events).append(entry);
      tx.appendJournal({ run: "", segment: 0, kind: "load", body: JSON.stringify({ note: step.note, sequence }) });
      return sequence;
    }
    case "takeBack":
      tx.savepoint();
      tx.store(state).put(step.key, { n: -1 });
      tx.store(state).list();
      tx.rollback();
      return null;
    case "hold":
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, step.ms);
      return null;
  }
}

/** A process of its own for tests: does what it is told on a ledger, a transaction a step, and prints what each came to. */
const [path = "", script = "[]"] = process.argv.slice(2);
const ledger = openSqliteLedger({ ...sqliteDefaults, batchAfter: 1, path });
const steps = JSON.parse(script) as readonly ScriptedStep[];
process.stdout.write(JSON.stringify(steps.map((step) => ledger.transaction((tx) => perform(tx, step)))));
