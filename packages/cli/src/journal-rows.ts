import type { JournalRow, LedgerReader } from "@pgs/runtime";

const pageSize = 1000;

/** Reads a journal from its start, page by page, so that a long one never stands in memory whole. */
export function* journalRows(read: LedgerReader): Generator<JournalRow> {
  for (let after = 0; ; ) {
    const page = read.journalAfter(after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
