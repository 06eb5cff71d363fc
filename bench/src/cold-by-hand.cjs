"use strict";
// What `pgs run` is measured against: a command that reads a request, derives the same ids, writes the same rows with
// the same driver and pragmas in one transaction, and prints one object. It checks next to nothing, proves nothing,
// and writes no trace and no view.
const { createHash, randomBytes } = require("node:crypto");
const { readFileSync } = require("node:fs");
const Database = require("libsql");

const [file, payloadFile] = process.argv.slice(2);
const hex = (text) => createHash("sha256").update(text).digest("hex");
const { actor_record: record } = JSON.parse(readFileSync(payloadFile, "utf8"));
if (typeof record.email_registration !== "string") throw new Error("refused");
const db = new Database(file, { timeout: 10_000 });
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
db.exec("BEGIN IMMEDIATE");
const now = new Date().toISOString();
const key = `${now}-${randomBytes(8).toString("hex")}`;
const run = `R_${hex(key).slice(0, 32)}`;
const actor = `A_${hex(JSON.stringify(record)).slice(0, 16)}`;
const kyc = `A_KEY_${hex(JSON.stringify([record.email_registration, record.first_name, record.last_name])).slice(0, 16)}`;
const taken = db.prepare("SELECT 1 FROM record WHERE store = 1 AND key = ?").raw();
const putRecord = db.prepare("INSERT INTO record (store, key, version, record) VALUES (1, ?, 1, ?)");
const grow = db.prepare("UPDATE store SET count = count + 1 WHERE id = ?");
for (const name of [kyc, actor]) {
  if (taken.get([name]) !== undefined) continue;
  putRecord.run([name, JSON.stringify({ address: `ADDR_${hex(name).slice(0, 32)}`, key: name, target_ref: actor })]);
  grow.run([1]);
}
grow.run([2]);
const [sequence] = db.prepare("SELECT count FROM store WHERE id = 2").raw().get([]);
const event = JSON.stringify({ actor_id: actor, registration_data: record, timestamp: now });
db.prepare("INSERT INTO event VALUES (2, ?, 3, ?, ?, ?, ?)").run([sequence, actor, run, now, event]);
const putRun = db.prepare(
  "INSERT INTO run (run, workflow, key, attempt, request, terminal, exit, at) VALUES (?, 4, ?, 1, ?, 'completed', 'REGISTERED', ?)",
);
const { lastInsertRowid } = putRun.run([run, key, hex(event), now]);
const [seq, prev] = db.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").raw().get([]) ?? [0, ""];
const body = JSON.stringify({
  answers: [kyc, actor, sequence],
  header: { key, now, payload: { actor_record: record } },
});
const putJournal = db.prepare("INSERT INTO journal VALUES (?, ?, 0, 'segment', ?, ?)");
putJournal.run([seq + 1, Number(lastInsertRowid), body, hex(`${prev}\n${run}\n${body}`)]);
db.exec("COMMIT");
db.close();
process.stdout.write(`${JSON.stringify({ run, exit: "REGISTERED", outputs: { actor_id: actor } })}\n`);
