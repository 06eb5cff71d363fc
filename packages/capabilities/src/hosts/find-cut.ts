import type { Prunable } from "@pgs/runtime";

/** A row of the journal, and what decides whether it may go. */
export interface PrunedRow {
  readonly seq: number;
  /** The last row of the same run. */
  readonly last: number;
  /** What the row belongs to; empty: no run. */
  readonly run: string;
  readonly hasEnded: boolean;
  /** The `now` of its segment; empty: it says none. */
  readonly at: string;
}

/**
 * Finds where a journal can be cut: after the last row that may go together with everything before it and with every
 * other row of the same runs. Looks at each row's own time, because a clock may have gone back.
 */
export function findCut(rows: Iterable<PrunedRow>, start: number, before: string): Prunable {
  let cut = start;
  /** The last row of all runs that were seen. */
  let whole = start;
  for (const { seq, last, run, hasEnded, at } of rows) {
    if (!hasEnded || at === "" || at >= before)
      return { seq: cut, rows: cut - start, heldBy: run === "" ? `row ${seq}` : run };
    whole = Math.max(whole, last);
    if (whole <= seq) cut = seq;
  }
  return { seq: cut, rows: cut - start, heldBy: "" };
}
