import {
  chainHash,
  chainStart,
  type JournalRow,
  type JournalStart,
  type LedgerReader,
  type LedgerTransaction,
  type RunRow,
} from "@pgs/runtime";
import { findCut, type PrunedRow } from "../find-cut.ts";

/** Keeps the journal in memory; every change pushes how to undo it. */
export function openMemoryJournal(
  runs: ReadonlyMap<string, RunRow>,
  undo: (() => void)[],
): {
  readonly reads: Pick<LedgerReader, "journalStart" | "prunable" | "journalOf" | "journalAfter">;
  readonly writes: Pick<LedgerTransaction, "appendJournal" | "pruneJournal">;
} {
  let start: JournalStart = { seq: 0, hash: chainStart };
  const journal: JournalRow[] = [];
  const byRun = new Map<string, JournalRow[]>();
  const rowsOf = (run: string): JournalRow[] => {
    const rows = byRun.get(run) ?? [];
    byRun.set(run, rows);
    return rows;
  };
  const prunedRowOf = ({ seq, run, body }: JournalRow): PrunedRow => {
    const { now, header } = JSON.parse(body) as { readonly now?: string; readonly header?: { readonly now: string } };
    const last = run === "" ? seq : (byRun.get(run)?.at(-1)?.seq ?? seq);
    return { seq, last, run, hasEnded: runs.get(run)?.terminal !== "waiting", at: now ?? header?.now ?? "" };
  };
  return {
    reads: {
      journalStart: () => start,
      prunable: (before) => findCut(journal.map(prunedRowOf), start.seq, before),
      journalOf: (run) => [...(byRun.get(run) ?? [])].sort((a, b) => a.segment - b.segment),
      journalAfter: (seq, limit) => {
        const from = Math.max(0, seq - start.seq);
        return journal.slice(from, from + limit);
      },
    },
    writes: {
      appendJournal: (entry) => {
        const { run } = entry;
        if (run !== "" && !runs.has(run)) throw new Error(`the journal knows no run ${run}`);
        const { seq, hash: prev } = journal.at(-1) ?? start;
        const row = { ...entry, seq: seq + 1, prev, hash: chainHash(prev, entry) };
        journal.push(row);
        rowsOf(run).push(row);
        undo.push(() => {
          journal.pop();
          rowsOf(run).pop();
        });
        return row;
      },
      pruneJournal: (seq) => {
        const last = journal[seq - start.seq - 1];
        if (last === undefined) throw new Error(`the journal has no row ${seq}`);
        const before = start;
        const dropped = journal.splice(0, seq - start.seq);
        start = { seq, hash: last.hash };
        for (const { run } of dropped) rowsOf(run).shift();
        undo.push(() => {
          start = before;
          journal.unshift(...dropped);
          for (const row of dropped.toReversed()) rowsOf(row.run).unshift(row);
        });
      },
    },
  };
}
