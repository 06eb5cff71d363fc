import { existsSync } from "node:fs";
import { chainStart, findBreak, type JournalRow, type JournalStart, type LedgerReader } from "@pgs/runtime";
import { checkWal } from "./check-wal.ts";
import { type Driver, openDriver } from "./driver.ts";
import { openNames } from "./names.ts";
import { readLedger } from "./read-ledger.ts";
import { formatOf, isLedger, ledgerFormat, migratedFormat } from "./schema.ts";
import { codeOf, tellFault } from "./tell-fault.ts";

/** What was found of a ledger's file. */
export interface LedgerCheck {
  /** 0: it could not be read. */
  readonly format: number;
  /** The format that opening it makes of it, in place; undefined: it stays as it is. */
  readonly migratesTo?: number;
  /** What the first row of the journal follows, and the last one. */
  readonly start: JournalStart;
  readonly head: JournalStart;
  /** Rows of the journal. */
  readonly rows: number;
  /** What is wrong, in words; empty: nothing was found. */
  readonly findings: readonly string[];
}

const busyTimeoutMs = 10_000;
const unknown: JournalStart = { seq: 0, hash: chainStart };

/**
 * Checks a ledger's file from its pages to the chain of its journal: every page, every index, the write-ahead log, every
 * record's text, every count and every hash. Never changes what it holds, and never throws because of what it finds.
 */
export function checkLedger(path: string): LedgerCheck {
  if (!existsSync(path)) return unread("there is no file");
  const log = checkWal(path);
  // Whoever opens the file takes over of the log what is whole, and deletes it.
  if (log !== undefined) return unread(log);
  try {
    const driver = openDriver(path, busyTimeoutMs);
    try {
      // Everything is looked at as it is at one instant, whoever writes meanwhile.
      driver.exec("BEGIN");
      return checkTables(driver);
    } finally {
      driver.close();
    }
  } catch (error) {
    return unread(wordsOf(error));
  }
}

/** Whoever reads this has asked how far it is damaged. */
function wordsOf(error: unknown): string {
  const told = tellFault(error, busyTimeoutMs);
  if (!(told instanceof Error)) return String(told);
  const isDamaged = /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error) ?? "");
  return isDamaged && error instanceof Error ? `the file is damaged: ${error.message}` : told.message;
}

function unread(...findings: readonly string[]): LedgerCheck {
  return { format: 0, start: unknown, head: unknown, rows: 0, findings };
}

function checkTables(driver: Driver): LedgerCheck {
  if (!isLedger(driver)) return unread("it is no ledger");
  const format = formatOf(driver);
  const pages = driver
    .prepare("PRAGMA integrity_check(20)")
    .all()
    .map(([text]) => text as string);
  const findings = pages.filter((text) => text !== "ok");
  if (format !== ledgerFormat) {
    if (format === migratedFormat) return { ...unread(...findings), format, migratesTo: ledgerFormat };
    return { ...unread(...findings, `it is of format ${format}, which this version cannot read`), format };
  }
  const reader = readLedger(driver, openNames(driver));
  const start = reader.journalStart();
  const chain = followChain(reader, start);
  const broken =
    chain.broken === undefined ? [] : [`row ${chain.broken.seq} of the journal does not follow from the one before it`];
  return {
    format,
    start,
    head: chain.head,
    rows: chain.rows,
    findings: [...findings, ...broken, ...checkRows(driver)],
  };
}

function followChain(
  reader: LedgerReader,
  start: JournalStart,
): { readonly broken: JournalRow | undefined; readonly head: JournalStart; readonly rows: number } {
  let head = start;
  let rows = 0;
  const counted = function* (): Generator<JournalRow> {
    for (;;) {
      const page = reader.journalAfter(head.seq, batch);
      for (const row of page) {
        yield row;
        head = { seq: row.seq, hash: row.hash };
        rows += 1;
      }
      if (page.length < batch) return;
    }
  };
  const broken = findBreak(counted(), start);
  return { broken, head, rows };
}

const batch = 1000;

/** What no page can tell: each gives a sentence a row. */
const contradictions = [
  `SELECT 'the store ' || n.text || ' says that it holds ' || s.count || ', and holds ' || held.count
   FROM store s JOIN name n USING (id) JOIN (
     SELECT id, (SELECT count(*) FROM record WHERE store = id) + (SELECT count(*) FROM event WHERE store = id) AS count
     FROM store) held USING (id)
   WHERE held.count <> s.count`,
  "SELECT 'the record ' || key || ' is no JSON' FROM record WHERE NOT json_valid(record) LIMIT 20",
  "SELECT 'the event ' || sequence || ' of the store ' || store || ' is no JSON' FROM event WHERE NOT json_valid(record) LIMIT 20",
  `SELECT 'the run ' || run || ' waits, and nothing says for what' FROM run
   WHERE terminal = 'waiting' AND id NOT IN (SELECT run FROM awaited) LIMIT 20`,
  `SELECT 'nothing waits for ' || a.id || ' any more' FROM awaited a LEFT JOIN run r ON r.id = a.run
   WHERE r.terminal IS NOT 'waiting' LIMIT 20`,
];

function checkRows(driver: Driver): readonly string[] {
  return contradictions.flatMap((sql) =>
    driver
      .prepare(sql)
      .all()
      .map(([text]) => text as string),
  );
}
