import { join } from "node:path";
import { openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import Database from "libsql";
import { absolute } from "../src/measure.mjs";
import { scratch } from "../src/sealed-register.mjs";

const store = { id: "blockchain::STRUCTURE_BLOCKCHAIN_STORAGE_V0/ACTOR_EVENTS", semantics: "events" };
const group = 1000;
const blocks = [0, 300_000, 600_000, 900_000];
const measuredRows = 100_000;

/**
 * What an append to an events store costs as the store grows to a million events: the ledger against a loop that
 * writes the same event rows. Both grow together, block by block, so that they meet the same machine.
 */
export function append() {
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(scratch, "append.db") });
  const hand = openByHand(join(scratch, "append-hand.db"));
  const costs = [];
  let next = 0;
  while (next < blocks.at(-1) + measuredRows) {
    const times = { pgs: 0n, hand: 0n };
    const end = next + measuredRows;
    for (; next < end; next += group) {
      const events = Array.from({ length: group }, (_, i) => eventOf(next + i));
      const writers = [
        ["pgs", () => appendTo(ledger, events)],
        ["hand", () => hand.append(events)],
      ];
      for (const [name, write] of (next / group) % 2 === 0 ? writers : writers.toReversed()) {
        const start = process.hrtime.bigint();
        write();
        times[name] += process.hrtime.bigint() - start;
      }
    }
    costs.push({ at: next - measuredRows, pgs: micros(times.pgs), hand: micros(times.hand) });
  }
  ledger.close();
  hand.close();
  const costAt = (at) => costs.find((cost) => cost.at === at);
  const worst = Math.max(...costs.map(({ pgs, hand }) => pgs / hand));
  const growth = costAt(900_000).pgs / costAt(300_000).pgs;
  return [
    ...blocks.map((at) =>
      absolute(`append, from event ${at.toLocaleString("en")}`, { value: costAt(at).pgs, unit: "µs" }),
    ),
    absolute("append, cost at 1,000,000 over cost at 300,000", {
      value: growth,
      unit: "",
      budget: { kind: "most", value: 1.15 },
    }),
    absolute("append, worst block over a hand-written loop", {
      value: worst,
      unit: "",
      budget: { kind: "most", value: 2 },
    }),
  ];
}

function appendTo(ledger, events) {
  ledger.transaction((tx) => {
    const handle = tx.store(store);
    for (const event of events) handle.append(event);
  });
}

function eventOf(i) {
  const record = {
    actor_id: `A_${i}`,
    registration_data: { first_name: "Ada", last_name: "Lovelace" },
    timestamp: "t",
  };
  return {
    event: "blockchain::EV_ACTOR_REGISTERED_UNVERIFIED_V0",
    stream: `A_${i}`,
    run: `R_${i}`,
    at: "2026",
    record,
  };
}

function openByHand(file) {
  const db = new Database(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE event (store INTEGER NOT NULL, sequence INTEGER NOT NULL, event INTEGER NOT NULL, stream TEXT NOT NULL,
    run TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (store, sequence)) STRICT, WITHOUT ROWID`);
  const put = db.prepare("INSERT INTO event VALUES (2, ?, 3, ?, ?, ?, ?)");
  let sequence = 0;
  return {
    append: (events) => {
      db.exec("BEGIN IMMEDIATE");
      for (const { stream, run, at, record } of events) {
        sequence += 1;
        put.run([sequence, stream, run, at, JSON.stringify(record)]);
      }
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}

function micros(nanos) {
  return Number(nanos) / 1000 / measuredRows;
}
