import { rules } from "@pgs/governance";
import { type Perform, type Played, play } from "../kernel/play.ts";
import { nowhere } from "../kernel/reason-of.ts";
import type { EmittedEvent, Fault, Input } from "../kernel/state.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { Vault } from "../ports.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import type { SegmentGroup } from "./engine-parts.ts";
import type { ActorClaim } from "./run-result.ts";

/** One segment of one run, and where it is written. */
export interface Segment extends SegmentGroup {
  readonly run: string;
  /** Counts from 0 within the run. */
  readonly segment: number;
  /** Index into the program's workflows. */
  readonly workflow: number;
  readonly now: string;
  /** Who asked for the run. */
  readonly claim: ActorClaim;
  /** Seals for the run. */
  readonly vault: Vault;
}

/** What a segment came to. `sequences` are those of the events that its exit wrote. */
export interface Written {
  readonly played: Played;
  readonly sequences: readonly number[];
}

/**
 * Plays a segment in a savepoint of its own and writes the events of its exit. A `failed` exit or a fault undoes what
 * the segment wrote, never what others in the transaction did, nor what earlier segments of the run did.
 */
export function playSegment(
  segment: Segment,
  run: { readonly start: Extract<Input, { readonly kind: "start" }>; readonly perform: Perform },
): Written {
  const { parts, tx, late } = segment;
  tx.savepoint();
  const written = writeEvents(segment, playLive(segment, run));
  if (isUndone(written.played)) tx.rollback();
  else {
    tx.release();
    late.push(() => parts.indexes(tx).settle());
  }
  return written;
}

/** A run of which nothing is known but the fault that ended it. */
export function faulted(fault: Fault): Played {
  const end = { kind: "fault" as const, fault };
  return { records: [], taken: [], answers: [], asked: [], end, appended: [], payload: null, context: {}, later: [] };
}

function playLive({ parts, workflow }: Segment, run: Parameters<typeof playSegment>[1]): Played {
  const { linked } = parts;
  try {
    return play({ linked, workflow, ...run, isRecorded: false });
  } catch (error) {
    // The kernel answers with a fault; whatever it throws is a defect of ours and ends one run, not the engine.
    const { code, message } = rules.runSound({ thrown: wordsOf(error) }, nowhere);
    return faulted({ code, message, node: "", artifact: linked.program.workflows[workflow]?.artifact ?? -1 });
  }
}

function isUndone({ end }: Played): boolean {
  return end.kind === "fault" || (end.kind === "end" && end.end.class === "failed");
}

function writeEvents(segment: Segment, played: Played): Written {
  const { end } = played;
  if (isUndone(played) || end.kind !== "end") return { played, sequences: [] };
  const sequences: number[] = [];
  for (const event of end.end.emit) {
    try {
      sequences.push(writeEvent(segment, event));
    } catch (error) {
      const name = nameOf(segment.parts.linked, event.event);
      const { code, message } = rules.runEventWritten({ event: name, thrown: wordsOf(error) }, nowhere);
      const fault = { code, message, node: end.end.exit, artifact: event.event };
      return { played: { ...played, end: { kind: "fault", fault } }, sequences: [] };
    }
  }
  return { played, sequences };
}

function writeEvent({ parts, tx, run, now }: Segment, { event, store, fields }: EmittedEvent): number {
  const handle = tx.store(storeRefOf(parts.linked, store));
  return handle.append({ event: nameOf(parts.linked, event), stream: "", run, at: now, record: fields }).sequence;
}
