import type { Driver } from "./driver.ts";

/** "PGS1": what the file is, so that another application's is never taken for a ledger. */
const applicationId = 0x50475331;
/** Counts up when the tables change, or how sensitive values are kept. What is not known is refused, never guessed at. */
export const ledgerFormat = 3;
/** Has the same tables but those of format 3, so that it becomes one by adding them. */
export const migratedFormat = 2;

/**
 * Names are kept once and referred to by number. Only `run.run` is a random index: every other key grows at its end,
 * which is what keeps an append flat however long the journal is. A store's `count` is also its last event's number.
 */
const tables = `
  CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE store (id INTEGER PRIMARY KEY, semantics TEXT NOT NULL, count INTEGER NOT NULL) STRICT;
  CREATE TABLE record (store INTEGER NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL, record TEXT NOT NULL,
    PRIMARY KEY (store, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE event (store INTEGER NOT NULL, sequence INTEGER NOT NULL, event INTEGER NOT NULL, stream TEXT NOT NULL,
    run TEXT NOT NULL, at TEXT NOT NULL, record TEXT NOT NULL, PRIMARY KEY (store, sequence)) STRICT, WITHOUT ROWID;
  CREATE TABLE run (id INTEGER PRIMARY KEY, run TEXT NOT NULL UNIQUE, workflow INTEGER NOT NULL, key TEXT NOT NULL,
    attempt INTEGER NOT NULL, request TEXT NOT NULL, terminal TEXT NOT NULL, exit TEXT NOT NULL, at TEXT NOT NULL) STRICT;
  CREATE TABLE journal (seq INTEGER PRIMARY KEY, run INTEGER NOT NULL, segment INTEGER NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
  CREATE INDEX journal_run ON journal (run, segment);
  PRAGMA application_id = ${applicationId};
`;

/**
 * What format 3 adds: what runs await, keys whose loss makes unreadable what they sealed, and the row that a pruned
 * journal follows. Of what is awaited only the id is a random index, and only runs that wait pay for it.
 */
const tablesOfFormat3 = `
  CREATE TABLE awaited (run INTEGER PRIMARY KEY, segment INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE,
    side_effect INTEGER NOT NULL, op TEXT NOT NULL, state TEXT NOT NULL, holder TEXT NOT NULL, due TEXT NOT NULL,
    body TEXT NOT NULL) STRICT;
  CREATE INDEX awaited_due ON awaited (due, id) WHERE due <> '';
  CREATE TABLE erasable_key (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, salt TEXT NOT NULL) STRICT;
  CREATE INDEX erasable_key_run ON erasable_key (run);
  CREATE TABLE journal_anchor (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
  PRAGMA user_version = ${ledgerFormat};
`;

/** Indexes over events are derived, so that a ledger without them is whole: they are no part of its format. */
const derivedTables = `
  CREATE TABLE IF NOT EXISTS event_index (id INTEGER PRIMARY KEY, taken_to INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS event_key (event_index INTEGER NOT NULL, key TEXT NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (event_index, key)) STRICT, WITHOUT ROWID;
`;

/** A ledger that holds nothing sealed needs no key. */
const keyTable = `
  CREATE TABLE IF NOT EXISTS key_pin (id INTEGER PRIMARY KEY CHECK (id = 1), key_check TEXT NOT NULL) STRICT;
`;

/**
 * Makes the tables in an empty file, sees that the file has them, or adds what its earlier format lacks: all in one
 * transaction, so that a file is of one format or of the other. Throws on any other file.
 */
export function openSchema(driver: Driver, path: string): void {
  if (!hasTables(driver)) changeSchema(driver, () => void (hasTables(driver) || driver.exec(tables + tablesOfFormat3)));
  if (!isLedger(driver)) throw new Error(`${path} is no ledger`);
  if (formatOf(driver) === migratedFormat) {
    changeSchema(driver, () => void (formatOf(driver) === migratedFormat && driver.exec(tablesOfFormat3)));
  }
  const format = formatOf(driver);
  if (format !== ledgerFormat) throw new Error(`${path} is a ledger of format ${format}: ${adviceOn(format)}`);
  driver.exec(derivedTables);
  driver.exec(keyTable);
}

/** Another process may have been first, so that `change` looks again. */
function changeSchema(driver: Driver, change: () => void): void {
  driver.exec("BEGIN IMMEDIATE");
  try {
    change();
    driver.exec("COMMIT");
  } catch (error) {
    if (driver.inTransaction) driver.exec("ROLLBACK");
    throw error;
  }
}

function adviceOn(format: number): string {
  const known = `this version reads ${ledgerFormat}, and makes one of ${migratedFormat}`;
  return format > ledgerFormat
    ? `a newer version made it, which is the one to open it with; ${known}`
    : `only the version that made it can open it; begin with another data root, and load there what it exports (${known})`;
}

function hasTables(driver: Driver): boolean {
  return driver.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() !== undefined;
}

export function isLedger(driver: Driver): boolean {
  return numberOf(driver, "application_id") === applicationId;
}

export function formatOf(driver: Driver): number {
  return numberOf(driver, "user_version");
}

function numberOf(driver: Driver, pragma: "application_id" | "user_version"): number {
  return Number(driver.prepare(`PRAGMA ${pragma}`).get()?.[0]);
}
