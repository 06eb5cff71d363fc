import type { JsonObject } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { awaitedId } from "../journal/awaited-id.ts";
import type { JournalBody, JournaledEnd } from "../journal/journal-body.ts";
import { sealAnswers } from "../journal/sealed-body.ts";
import type { Awaits, EffectCommand } from "../kernel/play.ts";
import type { AwaitedRow, RunRow } from "../ports.ts";
import { nameOf } from "../snapshot/program-names.ts";
import type { RunningParts } from "./engine-parts.ts";
import type { Segment, Written } from "./play-segment.ts";
import { resultOf } from "./result-of.ts";
import type { ActorClaim, RunResult } from "./run-result.ts";

/** How a segment ended. */
export interface SegmentEnd {
  /** Of the program that the run is pinned to. */
  readonly parts: RunningParts;
  readonly result: RunResult;
  /** The key of the run, which says whose child it is. */
  readonly key: string;
  /** What the run waits for; absent: it has ended. */
  readonly suspended?: Suspended;
}

/** A segment that ended with something to wait for. */
export type SuspendedEnd = SegmentEnd & { readonly suspended: Suspended };

/** A run that waits. */
export interface Suspended {
  readonly row: AwaitedRow;
  /** What it asked, in clear. */
  readonly command: EffectCommand;
  /** Index into the program's workflows. */
  readonly workflow: number;
  readonly asking: Asking;
}

/** What a child takes over from its parent. */
export interface Asking {
  readonly actor: ActorClaim;
  readonly correlation?: string | undefined;
  /** Present iff the request stated it: its children then run at the same instant. */
  readonly now?: string | undefined;
}

/** What stands beside a segment in its run. */
export interface WrittenRun {
  readonly row: Omit<RunRow, "terminal" | "exit">;
  readonly asking: Asking;
  readonly print: (body: Pick<JournalBody, "answers" | "end">) => string;
}

/**
 * Writes how a segment ended: the row of its run, what the run awaits now, and its row of the journal, which `writeLate`
 * writes. Earlier segments of the run stay as they are.
 */
export function writeSegment(segment: Segment, { played, sequences }: Written, of: WrittenRun): SegmentEnd {
  const { parts, tx, late, moved, run, workflow } = segment;
  const { end } = played;
  const awaited = end.kind === "awaits" ? awaitedRow(segment, end) : undefined;
  const result = resultOf({ parts, run, workflow: of.row.workflow, played, duplicate: false, awaited });
  const { terminal, exit } = result;
  moved.push(result);
  const { key, attempt, request, at } = of.row;
  tx.putRun({ run, workflow: of.row.workflow, key, attempt, request, terminal, exit, at });
  if (awaited !== undefined) tx.putAwaited(awaited);
  else if (segment.segment > 0) tx.dropAwaited(run);
  const journaled = journaledEnd(parts, { end, sequences, awaited });
  late.push(() => {
    const body = of.print({ answers: answersOf(segment, played), end: journaled });
    tx.appendJournal({ run, segment: segment.segment, kind: "segment", body });
  });
  const ended = { parts, result, key: of.row.key };
  if (awaited === undefined || end.kind !== "awaits") return ended;
  return { ...ended, suspended: { row: awaited, command: end.command, workflow, asking: of.asking } };
}

function awaitedRow({ parts, run, segment }: Segment, { command, due, body }: Awaits): AwaitedRow {
  const kind = kindOf(command);
  return {
    run,
    segment,
    kind,
    id: awaitedId(run, segment),
    sideEffect: nameOf(parts.linked, command.sideEffect),
    op: command.op,
    state: kind === "effect" ? "planned" : "open",
    holder: "",
    due,
    body: canonicalize(body as JsonObject),
  };
}

function kindOf({ semantics }: EffectCommand): AwaitedRow["kind"] {
  if (semantics === "external") return "effect";
  return semantics === "invoke" ? "children" : "wait";
}

/** Those of this segment alone, as they may be kept. */
function answersOf({ parts, vault, workflow }: Segment, { answers, asked, later }: Written["played"]) {
  const from = later.at(-1)?.answers ?? 0;
  return sealAnswers(
    { linked: parts.linked, vault },
    { answers: from === 0 ? answers : answers.slice(from), asked: from === 0 ? asked : asked.slice(from), workflow },
  );
}

function journaledEnd(
  { linked }: RunningParts,
  of: Pick<Written, "sequences"> & {
    readonly end: Written["played"]["end"];
    readonly awaited: AwaitedRow | undefined;
  },
): JournaledEnd {
  const { end, awaited, sequences } = of;
  if (awaited !== undefined) {
    const { id, kind, sideEffect, op } = awaited;
    return { awaits: { id, kind, side_effect: sideEffect, op } };
  }
  if (end.kind === "fault") return { fault: { ...end.fault, artifact: nameOf(linked, end.fault.artifact) } };
  if (end.kind === "awaits") throw new Error("what is awaited has a row");
  return { class: end.end.class, exit: end.end.exit, emitted: sequences };
}
