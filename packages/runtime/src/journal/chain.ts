import { sha256Hex } from "../digest.ts";
import type { JournalEntry, JournalRow, JournalStart } from "../ports.ts";

/** What the first row of a journal names as the hash before it. */
export const chainStart = "0".repeat(64);

/** Gives the hash of a row that follows `prev`: every ledger chains its journal with this. */
export function chainHash(prev: string, { run, segment, kind, body }: JournalEntry): string {
  return sha256Hex(`${prev}\n${run}\n${segment}\n${kind}\n${body}`);
}

/**
 * Finds the first row that does not follow from the one before it. `rows` start where the journal does, and `start` is
 * what the first one follows: that of a ledger whose journal was pruned is not the start of a chain.
 */
export function findBreak(
  rows: Iterable<JournalRow>,
  start: JournalStart = { seq: 0, hash: chainStart },
): JournalRow | undefined {
  let prev = start.hash;
  let seq = start.seq + 1;
  for (const row of rows) {
    if (row.seq !== seq || row.prev !== prev || row.hash !== chainHash(prev, row)) return row;
    prev = row.hash;
    seq += 1;
  }
  return undefined;
}
