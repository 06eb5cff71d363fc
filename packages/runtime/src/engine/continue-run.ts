import { type JsonObject, rules } from "@pgs/governance";
import { printLaterBody } from "../journal/journal-body.ts";
import { type JournaledRun, openJournalRun } from "../journal/open-journal-run.ts";
import { problemOfRow } from "../journal/problem-of-row.ts";
import type { EffectCommand, Failure, Perform } from "../kernel/play.ts";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { EffectAnswer, Reason } from "../kernel/state.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { AwaitedRow, JournalRow, OpenedWaitCall } from "../ports.ts";
import { nameOf } from "../snapshot/program-names.ts";
import { type SegmentGroup, writeLate } from "./engine-parts.ts";
import { performWith } from "./perform-effect.ts";
import { playSegment, type Segment } from "./play-segment.ts";
import { waitCallOf } from "./wait-call.ts";
import { type SegmentEnd, writeSegment } from "./write-segment.ts";

/** How a run is to go on. */
export interface GoingOn {
  readonly run: string;
  /** Stands for the clock when given. */
  readonly now?: string | undefined;
  /** Says whether what the run awaits is still what is meant. */
  readonly isMeant: (row: AwaitedRow) => boolean;
  /** What it is answered, or why it keeps waiting. */
  readonly answer: (of: AwaitedCall) => EffectAnswer | Failure | { readonly refused: Reason };
}

/** What a run asked when it began to wait, in clear. */
export interface AwaitedCall {
  readonly row: AwaitedRow;
  readonly command: EffectCommand;
  /** What a wait is told. */
  readonly call: OpenedWaitCall;
}

export type WentOn =
  | { readonly kind: "ended"; readonly end: SegmentEnd }
  /** It keeps waiting, and nothing was written. */
  | { readonly kind: "refused"; readonly reason: Reason }
  /** It awaits something else, or nothing: somebody else went on with it. */
  | { readonly kind: "gone" };

/**
 * Goes on with a run that waits, inside an open transaction: its journal is played again, then the new answer is given,
 * then it is live. One more segment, with its own instant, savepoint and row of the journal.
 *
 * 1. Whoever goes on sees inside the transaction that the awaited row is still the one that is meant.
 * 2. What cannot be played up to what is awaited goes nowhere: it is refused, and the run keeps waiting.
 */
export function continueRun(group: SegmentGroup, going: GoingOn): WentOn {
  const { parts, tx } = group;
  const row = tx.awaitedOf(going.run);
  const run = tx.run(going.run);
  if (row === undefined || run === undefined || !going.isMeant(row)) return { kind: "gone" };
  writeLate(group);
  let journaled: JournaledRun;
  try {
    journaled = openJournalRun(parts, soundRows(row, tx.journalOf(row.run)));
  } catch (error) {
    return refuse(row, wordsOf(error));
  }
  const segment = openSegment(group, { row, journaled, now: going.now ?? parts.clock.now() });
  const { perform, refusal } = performOn(segment, { row, journaled, going });
  const written = playSegment(segment, { start: journaled.start, perform });
  const refused = refusal();
  if (refused !== undefined) return { kind: "refused", reason: refused };
  const { header } = journaled;
  const end = writeSegment(segment, written, {
    row: run,
    asking: { actor: header.actor, correlation: header.correlation, now: going.now },
    print: (body) => printLaterBody({ v: 2, now: segment.now, ...body }),
  });
  return { kind: "ended", end };
}

interface Continued {
  readonly row: AwaitedRow;
  readonly journaled: JournaledRun;
}

function openSegment({ parts, tx, late, moved }: SegmentGroup, of: Continued & { readonly now: string }): Segment {
  const { row, journaled, now } = of;
  const { run, workflow, header } = journaled;
  const vault = tx.sealFor(run);
  return { parts, tx, late, moved, run, segment: row.segment + 1, workflow, now, claim: header.actor, vault };
}

/** Remembers up to what is awaited, answers that, and performs what follows. */
function performOn(
  segment: Segment,
  { row, journaled, going }: Continued & { readonly going: GoingOn },
): { readonly perform: Perform; readonly refusal: () => Reason | undefined } {
  let refused: Reason | undefined;
  let isLive = false;
  const live = performWith(segment);
  const stop = (reason: Reason): ReturnType<Perform> => {
    refused = reason;
    return { kind: "suspend", due: "", body: {} };
  };
  const perform: Perform = (command, context) => {
    if (isLive) return live(command, context);
    try {
      const remembered = journaled.memory.perform(command);
      if (remembered !== undefined) return remembered;
      const problem = findOther(segment, { row, journaled, command });
      if (problem !== undefined || command.kind === "ask") return stop(reasonToStay(row, problem ?? ""));
      const call = {
        ...waitCallOf(segment, { command, context, id: row.id }),
        body: JSON.parse(row.body) as JsonObject,
      };
      const answer = going.answer({ row, command, call });
      if ("refused" in answer) return stop(answer.refused);
      isLive = true;
      return { kind: "later", now: segment.now, answer };
    } catch (error) {
      return stop(reasonToStay(row, wordsOf(error)));
    }
  };
  // A run that ends before it comes to what it awaits was not the one that was suspended.
  const refusal = () => refused ?? (isLive ? undefined : reasonToStay(row, leadsElsewhere));
  return { perform, refusal };
}

const leadsElsewhere = "its journal does not lead to what it awaits";

function findOther(
  { parts }: Segment,
  of: Continued & { readonly command: Parameters<Perform>[0] },
): string | undefined {
  const { row, journaled, command } = of;
  const { end, bodies } = journaled;
  const isAwaited =
    command.kind === "effect" &&
    nameOf(parts.linked, command.sideEffect) === row.sideEffect &&
    command.op === row.op &&
    "awaits" in end &&
    end.awaits.id === row.id &&
    bodies.length === row.segment + 1;
  return isAwaited ? undefined : leadsElsewhere;
}

/** Throws on a journal that was changed since it was written: nothing goes on from there. */
function soundRows({ run }: AwaitedRow, rows: readonly JournalRow[]): readonly JournalRow[] {
  for (const [segment, row] of rows.entries()) {
    const problem = row.segment === segment ? problemOfRow(row, run) : "the row before it is missing";
    if (problem !== undefined) throw new Error(`row ${row.seq} of the journal: ${problem}`);
  }
  return rows;
}

function refuse(row: AwaitedRow, why: string): WentOn {
  return { kind: "refused", reason: reasonToStay(row, why) };
}

/** Says why a run keeps waiting. */
export function reasonToStay({ run }: Pick<AwaitedRow, "run">, why: string): Reason {
  return reasonOf(rules.runGoesOn({ run, why }, nowhere), "");
}
