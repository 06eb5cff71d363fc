import type { Driver } from "./driver.ts";

/** "PGS1": what the file is, so that another application's is never taken for a ledger. */
const applicationId = 0x50475331;
/** Counts up when the tables change, or how sensitive values are kept. Another number is refused, never guessed at. */
const ledgerFormat = 2;

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

/** Makes the tables in an empty file, or sees that the file has them. Throws on any other file. */
export function openSchema(driver: Driver, path: string): void {
  if (!hasTables(driver)) {
    driver.exec("BEGIN IMMEDIATE");
    try {
      // Another process may have been first.
      if (!hasTables(driver)) driver.exec(tables);
      driver.exec("COMMIT");
    } catch (error) {
      if (driver.inTransaction) driver.exec("ROLLBACK");
      throw error;
    }
  }
  const [id] = driver.prepare("PRAGMA application_id").get() ?? [];
  if (id !== applicationId) throw new Error(`${path} is no ledger`);
  const [format] = driver.prepare("PRAGMA user_version").get() ?? [];
  if (format !== ledgerFormat) {
    throw new Error(`${path} is a ledger of format ${format}, and only ${ledgerFormat} is known`);
  }
  driver.exec(derivedTables);
  driver.exec(keyTable);
}

function hasTables(driver: Driver): boolean {
  return driver.prepare("SELECT 1 FROM sqlite_schema LIMIT 1").get() !== undefined;
}
