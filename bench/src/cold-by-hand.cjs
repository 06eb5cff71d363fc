"use strict";
// What `pgs run` is measured against: a command that reads a request and the key, derives the same ids, seals what is
// personal, writes the same rows with the same driver and pragmas in one transaction, and prints one object. It checks
// next to nothing, proves nothing, and writes no trace and no view.
const { createCipheriv, createHash, createHmac, hkdfSync, randomBytes } = require("node:crypto");
const { readFileSync } = require("node:fs");
const Database = require("libsql");

const [file, payloadFile, keyFile] = process.argv.slice(2);
const hex = (text) => createHash("sha256").update(text).digest("hex");
const { actor_record: record } = JSON.parse(readFileSync(payloadFile, "utf8"));
if (typeof record.email_registration !== "string") throw new Error("refused");
const tenantKey = readFileSync(keyFile);
const [sealing, committing] = ["pgs seal v1", "pgs commit v1"].map((use) => {
  return Buffer.from(hkdfSync("sha256", tenantKey, new Uint8Array(0), use, 32));
});
const salt = randomBytes(16).toString("base64url");
const sealingRun = createHmac("sha256", sealing).update(salt).digest();
const seal = (text) => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingRun, nonce);
  const hidden = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return `${saltId}.${Buffer.concat(hidden).toString("base64url")}`;
};
const places = () => Object.fromEntries(Object.keys(record).map((name, place) => [name, { $sealed: place }]));
const sealed = (value) => ({ ...value, $sealed: seal(JSON.stringify(Object.values(record))) });
const db = new Database(file, { timeout: 10_000 });
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON");
db.exec("BEGIN IMMEDIATE");
const [saltId] = db.prepare("SELECT coalesce(max(id), 0) + 1 FROM erasable_key").raw().get([]);
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
const event = JSON.stringify(sealed({ actor_id: actor, registration_data: places(), timestamp: now }));
db.prepare("INSERT INTO event VALUES (2, ?, 3, ?, ?, ?, ?)").run([sequence, actor, run, now, event]);
const putRun = db.prepare(
  "INSERT INTO run (run, workflow, key, attempt, request, terminal, exit, at) VALUES (?, 4, ?, 1, ?, 'completed', 'REGISTERED', ?)",
);
const { lastInsertRowid } = putRun.run([
  run,
  key,
  createHmac("sha256", committing).update(JSON.stringify(record)).digest("hex"),
  now,
]);
db.prepare("INSERT INTO erasable_key (id, run, salt) VALUES (?, ?, ?)").run([saltId, Number(lastInsertRowid), salt]);
const [seq, prev] = db.prepare("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").raw().get([]) ?? [0, ""];
const body = JSON.stringify({
  answers: [kyc, actor, sequence],
  header: { key, now, payload: sealed({ actor_record: places() }) },
});
const putJournal = db.prepare("INSERT INTO journal VALUES (?, ?, 0, 'segment', ?, ?)");
putJournal.run([seq + 1, Number(lastInsertRowid), body, hex(`${prev}\n${run}\n${body}`)]);
db.exec("COMMIT");
db.close();
process.stdout.write(`${JSON.stringify({ run, exit: "REGISTERED", outputs: { actor_id: actor } })}\n`);
