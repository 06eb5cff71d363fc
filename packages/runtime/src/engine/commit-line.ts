import { wordsOf } from "../kernel/take-step.ts";
import { type RunningParts, type SegmentGroup, writeLate } from "./engine-parts.ts";
import type { RunResult } from "./run-result.ts";

/** What is done in a transaction that it shares with others. */
export interface Turn<T> {
  /** Of the program that it is done with. */
  readonly parts: RunningParts;
  /** The run that it looks for first, to be looked up with those of others. */
  readonly expects?: string;
  readonly take: (group: SegmentGroup) => T;
  /** What is done in a transaction of its own where the shared one failed; absent: the same again. */
  readonly takeAlone?: (group: SegmentGroup, why: string) => T;
  /** Called after the commit. */
  readonly done: (made: T) => void;
  /** Called when nothing of it could be committed, and why not at first. */
  readonly failed: (why: string, first: string) => void;
}

/** Turns in the order in which they came, up to 64 in one commit. */
export interface CommitLine {
  push<T>(turn: Turn<T>): void;
  /** The same as a promise. */
  add<T>(turn: Pick<Turn<T>, "parts" | "take">): Promise<T>;
  /** When nothing is left to do. */
  idle(): Promise<void>;
}

/** Most turns that share one commit. */
export const maxGroup = 64;

/**
 * Opens the line to one ledger: one transaction for up to 64 turns of one program.
 *
 * 1. A turn is done after its commit, never before.
 * 2. A failed commit fails every turn in it; each is then taken alone.
 */
export function openCommitLine(): CommitLine {
  const queue: Turn<unknown>[] = [];
  let draining: Promise<void> | undefined;
  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // One turn of the event loop lets what arrives together share a commit.
      await new Promise((resume) => setImmediate(resume));
      commitGroup(queue.splice(0, groupLength(queue)));
    }
    draining = undefined;
  };
  const push = <T>(turn: Turn<T>): void => {
    queue.push(turn as Turn<unknown>);
    draining ??= drain();
  };
  return {
    push,
    add: (turn) => new Promise((done, refuse) => push({ ...turn, done, failed: (why) => refuse(new Error(why)) })),
    idle: async () => draining,
  };
}

function groupLength(queue: readonly Turn<unknown>[]): number {
  const parts = queue[0]?.parts;
  let length = 0;
  while (length < maxGroup && queue[length]?.parts === parts && length < queue.length) length += 1;
  return length;
}

function commitGroup(group: readonly Turn<unknown>[]): void {
  const [first] = group;
  if (first === undefined) return;
  const moved: RunResult[] = [];
  let made: readonly unknown[];
  try {
    made = first.parts.ledger.transaction((tx) => {
      if (group.length > 1) tx.expectRuns(group.flatMap(({ expects }) => expects ?? []));
      const shared = { parts: first.parts, tx, late: [], moved };
      const each = group.map(({ take }) => take(shared));
      writeLate(shared);
      return each;
    });
  } catch (error) {
    for (const turn of group) commitAlone(turn, wordsOf(error));
    return;
  }
  tell(first.parts, moved);
  group.forEach(({ done }, index) => done(made[index]));
}

/** 2 */
function commitAlone({ parts, take, takeAlone = take, done, failed }: Turn<unknown>, why: string): void {
  const moved: RunResult[] = [];
  let made: unknown;
  try {
    made = parts.ledger.transaction((tx) => {
      const alone = { parts, tx, late: [], moved };
      const taken = takeAlone(alone, why);
      writeLate(alone);
      return taken;
    });
  } catch (error) {
    failed(wordsOf(error), why);
    return;
  }
  tell(parts, moved);
  done(made);
}

/** What it throws is for whoever listens to mend: what is committed is answered all the same. */
function tell({ onMoved }: RunningParts, moved: readonly RunResult[]): void {
  if (onMoved === undefined) return;
  for (const result of moved) {
    try {
      onMoved(result);
    } catch {
      // Nothing that is told undoes what was done.
    }
  }
}
