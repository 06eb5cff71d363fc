import { faultRecord } from "../kernel/fault-record.ts";
import { type Played, play } from "../kernel/play.ts";
import type { Fault } from "../kernel/state.ts";
import type { JournalRow } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import type { JournalBody, JournaledEnd, JournaledFault, RunHeader } from "./journal-body.ts";
import { openJournalRun, type PlayedBy } from "./open-journal-run.ts";
import type { RememberedEffect } from "./remember.ts";

/** A run played again from its journal. */
export interface Replayed {
  readonly run: string;
  readonly header: RunHeader;
  /** Its segments as journaled. */
  readonly bodies: readonly JournalBody[];
  readonly played: Played;
  /** How it ended, as journaled. */
  readonly end: JournaledEnd;
  /** As the kernel played it: also where a fault of the engine stands in place of its end in `played`. */
  readonly attempted: Played;
  /** What the kernel asked of the world, and what the journal remembers of it. */
  readonly effects: readonly RememberedEffect[];
  /** Answers that nothing asked for. */
  readonly answersLeft: number;
}

/**
 * Plays a run again with the answers that its journal holds: the second driver of the kernel. Never touches a store.
 * Throws when the run was made by another program: its header says which.
 */
export function replay(by: PlayedBy, rows: readonly JournalRow[]): Replayed {
  const { linked } = by;
  const { run, header, workflow, start, bodies, end, memory } = openJournalRun(by, rows);
  const perform = (...asked: Parameters<typeof memory.perform>) => memory.perform(...asked) ?? suspended;
  const attempted = play({ linked, workflow, start, perform, isRecorded: true });
  const played = "fault" in end ? withFault(linked, attempted, end.fault) : attempted;
  return { run, header, bodies, played, end, attempted, effects: memory.effects, answersLeft: memory.answersLeft() };
}

/** Until when it waits stands in no journal. */
const suspended = { kind: "suspend", due: "", body: {} } as const;

/** A fault of the engine (an event not written, a commit that failed) stands in place of the kernel's end. */
function withFault(linked: LinkedProgram, played: Played, journaled: JournaledFault): Played {
  if (played.end.kind === "fault" && journaled.node !== "") return played;
  const { artifact, ...rest } = journaled;
  const fault: Fault = { ...rest, artifact: linked.vocabulary.artifacts.indexOf(artifact as never) };
  const records = [...played.records.filter(({ type }) => type !== "exit" && type !== "fault"), faultRecord(fault)];
  return { ...played, records, end: { kind: "fault", fault } };
}
