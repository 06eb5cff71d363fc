import type { JournalBody } from "./journal-body.ts";

/** A later segment, which an answer began. */
export interface BegunSegment {
  /** Counts from 0 within the run. */
  readonly segment: number;
  readonly now: string;
}

/** Finds the segment that the answer at this place, of all answers of a run, began; undefined: it began none. */
export function segmentBegunBy(index: number, bodies: readonly JournalBody[]): BegunSegment | undefined {
  let before = 0;
  for (const [segment, { answers, now }] of bodies.entries()) {
    if (before === index && now !== undefined) return { segment, now };
    before += answers.length;
  }
  return undefined;
}
