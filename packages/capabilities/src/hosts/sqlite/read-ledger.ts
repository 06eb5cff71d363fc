import type { JsonObject } from "@pgs/governance";
import {
  type AwaitedRow,
  chainStart,
  type JournalRow,
  type JournalStart,
  type LedgerReader,
  type RunRow,
  type StoredEvent,
  type StoredRecord,
  type StoreSemantics,
} from "@pgs/runtime";
import { findCut, type PrunedRow } from "../find-cut.ts";
import type { Driver, SqlRow } from "./driver.ts";
import type { Names } from "./names.ts";

/** Reads a ledger: inside a transaction what it has written so far, outside what is committed. */
export function readLedger(driver: Driver, names: Names): LedgerReader {
  const runColumns = "r.run, n.text, r.key, r.attempt, r.request, r.terminal, r.exit, r.at";
  const prev = `coalesce(p.hash, (SELECT hash FROM journal_anchor), '${chainStart}')`;
  const journalColumns = `j.seq, coalesce(r.run, ''), j.segment, j.kind, j.body, ${prev}, j.hash`;
  const journalTables = "journal j LEFT JOIN run r ON r.id = j.run LEFT JOIN journal p ON p.seq = j.seq - 1";
  const run = driver.prepare(`SELECT ${runColumns} FROM run r JOIN name n ON n.id = r.workflow WHERE r.run = ?`);
  const runs = driver.prepare(
    `SELECT ${runColumns} FROM run r JOIN name n ON n.id = r.workflow
     WHERE (? = '' OR n.text = ?) AND (? = '' OR r.terminal = ?) AND (? = '' OR r.key = ?)
       AND r.at >= ? AND (? = '' OR r.at < ?) ORDER BY r.id DESC LIMIT ?`,
  );
  const workflows = driver.prepare("SELECT text FROM name WHERE id IN (SELECT workflow FROM run)");
  const journalOf = driver.prepare(
    `SELECT ${journalColumns} FROM ${journalTables} WHERE j.run = (SELECT id FROM run WHERE run = ?) ORDER BY j.segment`,
  );
  const journalAfter = driver.prepare(
    `SELECT ${journalColumns} FROM ${journalTables} WHERE j.seq > ? ORDER BY j.seq LIMIT ?`,
  );
  const start = driver.prepare("SELECT seq, hash FROM journal_anchor");
  const prunable = driver.prepare(
    `SELECT j.seq, (SELECT max(seq) FROM journal WHERE run = j.run AND j.run <> 0), coalesce(r.run, ''),
       coalesce(r.terminal, ''), coalesce(json_extract(j.body, '$.now'), json_extract(j.body, '$.header.now'), '')
     FROM journal j LEFT JOIN run r ON r.id = j.run WHERE j.seq > ? ORDER BY j.seq LIMIT ?`,
  );
  const salt = driver.prepare("SELECT salt FROM erasable_key WHERE id = ?");
  const saltedRun = driver.prepare("SELECT r.run FROM erasable_key k JOIN run r ON r.id = k.run WHERE k.id = ?");
  const journalStart = (): JournalStart => {
    const [seq = 0, hash = chainStart] = (start.get() ?? []) as readonly [number?, string?];
    return { seq, hash };
  };
  const rowsToPrune = function* (from: number): Generator<PrunedRow> {
    for (let after = from; ; ) {
      const rows = prunable.all(after, batch).map(prunedRowOf);
      yield* rows;
      after = rows.at(-1)?.seq ?? after;
      if (rows.length < batch) return;
    }
  };
  const stores = driver.prepare("SELECT n.text, s.semantics FROM store s JOIN name n USING (id) WHERE s.count > 0");
  const records = driver.prepare("SELECT key, version, record FROM record WHERE store = ?");
  const events = driver.prepare(
    `SELECT e.sequence, coalesce(n.text, ''), e.stream, e.run, e.at, e.record FROM event e LEFT JOIN name n ON n.id = e.event
     WHERE e.store = ? AND e.sequence > ? ORDER BY e.sequence LIMIT ?`,
  );
  const awaitedColumns = "r.run, a.segment, a.kind, a.id, n.text, a.op, a.state, a.holder, a.due, a.body";
  const selectAwaited = `SELECT ${awaitedColumns} FROM awaited a JOIN run r ON r.id = a.run JOIN name n ON n.id = a.side_effect`;
  const awaitedOf = driver.prepare(`${selectAwaited} WHERE a.run = (SELECT id FROM run WHERE run = ?)`);
  const awaited = driver.prepare(`${selectAwaited} WHERE a.id = ?`);
  const awaitedAfter = driver.prepare(`${selectAwaited} WHERE a.id > ? ORDER BY a.id LIMIT ?`);
  const awaitedDue = driver.prepare(`${selectAwaited} WHERE a.due <> '' AND a.due <= ? ORDER BY a.due, a.id LIMIT ?`);
  const nextDue = driver.prepare("SELECT due FROM awaited WHERE due <> '' ORDER BY due LIMIT 1");
  const keyCheck = driver.prepare("SELECT key_check FROM key_pin");
  const count = driver.prepare("SELECT count FROM store WHERE id = ?");
  return {
    keyCheck: () => keyCheck.get()?.[0] as string | undefined,
    run: (id) => mapOne(run.get(id), runOf),
    runs: (limit, { workflow = "", terminal = "", key = "", since = "", until = "" } = {}) =>
      runs.all(workflow, workflow, terminal, terminal, key, key, since, until, until, limit).map(runOf),
    workflows: () =>
      workflows
        .all()
        .map(([text]) => text as string)
        .sort(),
    awaitedOf: (id) => mapOne(awaitedOf.get(id), awaitedRowOf),
    awaited: (id) => mapOne(awaited.get(id), awaitedRowOf),
    awaitedAfter: (id, limit) => awaitedAfter.all(id, limit).map(awaitedRowOf),
    awaitedDue: (now, limit) => awaitedDue.all(now, limit).map(awaitedRowOf),
    nextDue: () => (nextDue.get()?.[0] as string | undefined) ?? "",
    erasableKey: (id) => (salt.get(id)?.[0] as string | undefined) || undefined,
    runOfErasableKey: (id) => (saltedRun.get(id)?.[0] as string | undefined) ?? "",
    journalStart,
    prunable: (before) => {
      const { seq } = journalStart();
      return findCut(rowsToPrune(seq), seq, before);
    },
    journalOf: (id) => journalOf.all(id).map(journalRowOf),
    journalAfter: (seq, limit) => journalAfter.all(seq, limit).map(journalRowOf),
    stores: () =>
      stores
        .all()
        .map(([id, semantics]) => ({ id: id as string, semantics: semantics as StoreSemantics }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    records: (store) =>
      records
        .all(names.find(store) ?? 0)
        .map(recordOf)
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    eventsAfter: (store, sequence, limit) => events.all(names.find(store) ?? 0, sequence, limit).map(eventOf),
    count: (store) => (count.get(names.find(store) ?? 0)?.[0] as number | undefined) ?? 0,
  };
}

function mapOne<T>(row: SqlRow | undefined, map: (row: SqlRow) => T): T | undefined {
  return row === undefined ? undefined : map(row);
}

function runOf(row: SqlRow): RunRow {
  const [run, workflow, key, attempt, request, terminal, exit, at] = row as readonly [
    string,
    string,
    string,
    number,
    string,
    string,
    string,
    string,
  ];
  return { run, workflow, key, attempt, request, terminal, exit, at };
}

/** How many rows of the journal are looked at at once. */
const batch = 1000;

function prunedRowOf(row: SqlRow): PrunedRow {
  const [seq, last, run, terminal, at] = row as readonly [number, number | null, string, string, string];
  return { seq, last: last ?? seq, run, hasEnded: terminal !== "waiting", at };
}

function awaitedRowOf(row: SqlRow): AwaitedRow {
  const [run, segment, kind, id, sideEffect, op, state, holder, due, body] = row as readonly [
    string,
    number,
    AwaitedRow["kind"],
    string,
    string,
    string,
    AwaitedRow["state"],
    string,
    string,
    string,
  ];
  return { run, segment, kind, id, sideEffect, op, state, holder, due, body };
}

function journalRowOf(row: SqlRow): JournalRow {
  const [seq, run, segment, kind, body, prev, hash] = row as readonly [
    number,
    string,
    number,
    JournalRow["kind"],
    string,
    string,
    string,
  ];
  return { seq, run, segment, kind, body, prev, hash };
}

export function recordOf(row: SqlRow): StoredRecord {
  const [key, version, record] = row as readonly [string, number, string];
  return { key, version, record: JSON.parse(record) as JsonObject };
}

export function eventOf(row: SqlRow): StoredEvent {
  const [sequence, event, stream, run, at, record] = row as readonly [number, string, string, string, string, string];
  return { sequence, event, stream, run, at, record: JSON.parse(record) as JsonObject };
}
