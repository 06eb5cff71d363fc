import { createHash } from "node:crypto";
import Database from "libsql";

/**
 * The rows that a ledger holds of a register run, written by hand with the same driver, tables, indexes and pragmas:
 * two records, an event and its entry in the index, the run, the salt of what it sealed, and one journal row chained by
 * one hash. A group of runs shares a commit. How far indexes go, which PGS writes when they lack 64 events, is written as
 * seldom; their entries come with the events, as they do when one writes by hand. The tables are copied from a ledger, so
 * that they are always the same; `rowsOf` compares what stands in both.
 */
export function openLedgerByHand(file, schemaFrom) {
  const db = new Database(file, { timeout: 10_000 });
  const from = new Database(schemaFrom);
  const isNew = db.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").raw().get([]) === undefined;
  const schema = isNew ? from.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").all() : [];
  for (const { sql } of schema) db.exec(sql);
  from.close();
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY",
  );
  if (isNew) {
    db.exec("INSERT INTO store VALUES (1, 'registry', 0), (2, 'events', 0)");
    db.exec("INSERT INTO event_index VALUES (4, 0), (5, 0), (6, 0)");
  }
  const taken = db.prepare("SELECT 1 FROM record WHERE store = 1 AND key = ?").raw();
  const putRecord = db.prepare("INSERT INTO record (store, key, version, record) VALUES (1, ?, 1, ?)");
  const grow = db.prepare("UPDATE store SET count = count + ? WHERE id = ?");
  const count = db.prepare("SELECT count FROM store WHERE id = ?").raw();
  const putEvent = db.prepare("INSERT INTO event VALUES (2, ?, 3, ?, ?, ?, ?)");
  const putKey = db.prepare(
    "INSERT INTO event_key (event_index, key, sequence) VALUES (4, ?, ?) ON CONFLICT (event_index, key) DO UPDATE SET sequence = excluded.sequence",
  );
  const takenTo = db.prepare("SELECT taken_to FROM event_index WHERE id = 4").raw();
  const moveIndex = db.prepare("UPDATE event_index SET taken_to = ? WHERE id = ?");
  const findRun = db.prepare("SELECT id FROM run WHERE run = ?").raw();
  const putRun = db.prepare(
    "INSERT INTO run (run, workflow, key, attempt, request, terminal, exit, at) VALUES (?, 4, ?, 1, ?, 'completed', 'REGISTERED', ?)",
  );
  const head = db.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").raw();
  const putSalt = db.prepare("INSERT INTO erasable_key (id, run, salt) VALUES (?, ?, ?)");
  const putJournal = db.prepare(
    "INSERT INTO journal (seq, run, segment, kind, body, hash) VALUES (?, ?, 0, 'segment', ?, ?)",
  );

  const write = ({ actor, kyc, record, run, key, request, now, body, indexKey, salt }) => {
    if (findRun.get([run]) !== undefined) return;
    for (const name of [kyc, actor]) {
      if (taken.get([name]) !== undefined) continue;
      putRecord.run([
        name,
        JSON.stringify({ address: `ADDR_${hex(name).slice(0, 32)}`, key: name, target_ref: actor }),
      ]);
      grow.run([1, 1]);
    }
    grow.run([1, 2]);
    const [sequence] = count.get([2]);
    putKey.run([indexKey, sequence]);
    putEvent.run([sequence, actor, run, now, JSON.stringify(record)]);
    const id = putRun.run([run, key, request, now]).lastInsertRowid;
    putSalt.run([salt.id, Number(id), salt.text]);
    const [seq, prev] = head.get([]) ?? [0, ""];
    putJournal.run([seq + 1, Number(id), body, hex(`${prev}\n${run}\n0\nsegment\n${body}`)]);
  };
  const moveIndexes = () => {
    const [[from], [to]] = [takenTo.get([]), count.get([2])];
    if (to - from >= 64) for (const index of [4, 5, 6]) moveIndex.run([to, index]);
  };
  return {
    /** Writes a group of runs in one commit. */
    commit: (runs) => {
      db.exec("BEGIN IMMEDIATE");
      for (const run of runs) write(run);
      moveIndexes();
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}

export function hex(text) {
  return createHash("sha256").update(text).digest("hex");
}

/** How many pages a file has. */
export function pagesOf(file) {
  const db = new Database(file);
  const [pages] = db.prepare("PRAGMA page_count").raw().get([]);
  db.close();
  return pages;
}

/** How many rows stand in each table that a run writes to. */
export function rowsOf(file) {
  const db = new Database(file);
  const tables = ["record", "event", "event_index", "event_key", "run", "journal", "erasable_key"];
  const rows = tables.map((table) => db.prepare(`SELECT count(*) FROM ${table}`).raw().get([])[0]);
  db.close();
  return rows.join(" ");
}
