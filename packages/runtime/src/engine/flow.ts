import type { CommitLine } from "./commit-line.ts";
import type { Programs } from "./open-programs.ts";
import type { RunResult } from "./run-result.ts";
import type { SegmentEnd } from "./write-segment.ts";

/** What an engine has under way. Nothing in it is needed to go on after a restart. */
export interface Flow {
  readonly line: CommitLine;
  readonly programs: Programs;
  /** Names this engine in what it sent; random. */
  readonly holder: string;
  /** Runs that this engine goes on with right now. */
  readonly going: Set<string>;
  /** Parents whose children this engine runs right now. `again`: a child has ended since they were looked at. */
  readonly driving: Map<string, { again: boolean }>;
  /** Parents that go on because a child has ended; undefined: they wait for what they waited for. */
  readonly woken: Set<Promise<RunResult | undefined>>;
  /** Keeps the engine from closing until it is settled. */
  readonly track: (work: Promise<unknown>) => void;
  /** Goes on with a run as far as nobody has to be waited for. Never rejects. */
  readonly goOn: (end: SegmentEnd) => Promise<RunResult>;
}
