import { canonicalize, type JournalRow, type Ledger, type LedgerReader, type Prunable } from "@pgs/runtime";
import type { Composition } from "./composition.ts";
import { openLedger, type Place } from "./place.ts";

/** Which rows of the journal are to go. `isTried`: it is only said. */
interface Cut {
  readonly composition: Composition;
  readonly before: string;
  readonly now: string;
  readonly isTried: boolean;
}

/** What was dropped, or would be. */
interface Pruned {
  readonly found: Prunable;
  /** Of which nothing is journaled any more. */
  readonly runs: readonly string[];
}

/** Drops the oldest rows of the journal of a tenant, all in one transaction. */
export async function pruneJournal(place: Place, { composition, before, now, isTried }: Cut): Promise<Pruned> {
  const ledger = await openLedger(place, composition);
  try {
    if (isTried) {
      const found = ledger.read.prunable(before);
      return { found, runs: runsUpTo(ledger.read, found.seq) };
    }
    return cutJournal(ledger, { before, now });
  } finally {
    ledger.close();
  }
}

/** What is dropped and that it was dropped commit together; the row that says so is the last of the journal. */
function cutJournal(ledger: Ledger, { before, now }: Pick<Cut, "before" | "now">): Pruned {
  return ledger.transaction((tx) => {
    const found = tx.prunable(before);
    const { seq, rows } = found;
    const runs = runsUpTo(tx, seq);
    if (rows === 0) return { found, runs };
    tx.pruneJournal(seq);
    const body = canonicalize({ v: 2, before, to: seq, rows, runs: runs.length, now });
    tx.appendJournal({ run: "", segment: 0, kind: "pruning", body });
    return { found, runs };
  });
}

const page = 1000;

function runsUpTo(read: LedgerReader, seq: number): readonly string[] {
  const runs = new Set<string>();
  for (let after = read.journalStart().seq; after < seq; ) {
    const rows: readonly JournalRow[] = read.journalAfter(after, page);
    for (const row of rows) if (row.seq <= seq && row.run !== "") runs.add(row.run);
    after = rows.at(-1)?.seq ?? seq;
  }
  return [...runs];
}
