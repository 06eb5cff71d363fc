import { type Diagnostic, type Json, rules } from "@pgs/governance";
import { canonicalize } from "../canonical.ts";
import { type PlayedBy, readHeader } from "../journal/open-journal-run.ts";
import { problemOfRow } from "../journal/problem-of-row.ts";
import { accountOf } from "../journal/recount.ts";
import { replay } from "../journal/replay.ts";
import { nowhere } from "../kernel/reason-of.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { JournalRow, RunRow, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { readTrace } from "../trace/read-trace.ts";
import { accountDigest, traceLines } from "../trace/trace-lines.ts";
import { verifyTrace } from "../trace/verify-trace.ts";
import { ErasedValue } from "../vault/sealed-values.ts";
import { compareJournal, unansweredEffect } from "./compare-journal.ts";
import { compareTraces } from "./compare-traces.ts";
import type { ReplayDifference, ReplayVerdict } from "./replay-verdict.ts";

/** What is recorded of a run. */
export interface RecordedRun {
  readonly run: string;
  /** Its rows of the journal, in order. */
  readonly rows: readonly JournalRow[];
  /** The row that finds it, where there is one. */
  readonly row?: RunRow | undefined;
  /** The text of its trace, where one is written. */
  readonly trace?: string | undefined;
}

/** The program that made a run, verified and linked, or why it is not here. */
export type FoundProgram =
  | { readonly ok: true; readonly linked: LinkedProgram }
  | { readonly ok: false; readonly finding: Diagnostic };

/** What it takes to replay a run. */
export interface ReplayedBy {
  readonly findProgram: (programDigest: string, run: string) => FoundProgram;
  readonly vault: Vault;
}

/**
 * Replays a run from its journal and compares it with everything that is recorded of it: the third driver of the
 * kernel. Performs no effect, touches no store and writes nothing; whatever the record, it never throws.
 *
 * 1. A row that is not as it was written is not played.
 * 2. Only the program that made the run replays it.
 * 3. The first difference is named, in the order of happening: first by the trace, which says most, then by the journal.
 */
export function checkReplay({ findProgram, vault }: ReplayedBy, recorded: RecordedRun): ReplayVerdict {
  const { run, rows } = recorded;
  const refuse = (finding: Diagnostic): ReplayVerdict => ({ kind: "refused", run, finding });
  const unsound = findUnsoundRow(recorded);
  if (unsound !== undefined) return refuse(unsound);
  const found = findProgram(readHeader(rows).program_digest, run);
  if (!found.ok) return refuse(found.finding);
  const finding = findOtherProgram(found.linked, recorded);
  if (finding !== undefined) return refuse(finding);
  try {
    return playAndCompare({ linked: found.linked, vault }, recorded);
  } catch (error) {
    if (error instanceof ErasedValue) {
      const erased = rules.runValueKept({}, nowhere);
      return { kind: "erased", run, finding: erased };
    }
    return refuse(rules.replayRowUnchanged({ seq: `${rows[0]?.seq ?? 0}`, problem: wordsOf(error) }, nowhere));
  }
}

function playAndCompare(by: PlayedBy, recorded: RecordedRun): ReplayVerdict {
  const { run, trace, row } = recorded;
  const { linked } = by;
  const replayed = replay(by, recorded.rows);
  const unanswered = unansweredEffect(linked, replayed);
  if (unanswered !== "") {
    const problem = `\`${unanswered}\` has no answer, and the run did not end there`;
    return { kind: "refused", run, finding: rules.replayJournalWhole({ run, problem }, nowhere) };
  }
  const account = accountOf(by, replayed);
  const compared = trace === undefined ? undefined : compareTrace({ run, trace }, traceLines(account).text);
  if (compared?.torn !== undefined) return { kind: "refused", run, finding: compared.torn };
  const difference = compared?.difference ?? compareJournal(linked, replayed, row);
  const digest = accountDigest(account);
  if (difference !== undefined) return tellDifference(recorded, { difference, digest });
  return { kind: "equal", run, trace_digest: digest, against: trace === undefined ? "journal" : "trace" };
}

/** Equal bytes are equal lines, and intact: most traces are looked at no further. */
function compareTrace(
  { run, trace }: { readonly run: string; readonly trace: string },
  attempted: string,
): { readonly torn?: Diagnostic; readonly difference?: ReplayDifference | undefined } {
  if (trace === attempted) return {};
  const [finding] = verifyTrace(trace).findings;
  if (finding === undefined) return { difference: compareTraces(trace, attempted) };
  return { torn: rules.replayTraceIntact({ run, line: `${finding.line}`, what: finding.what }, nowhere) };
}

/** 1 */
function findUnsoundRow({ run, rows }: RecordedRun): Diagnostic | undefined {
  if (rows.length === 0) return rules.replayJournalWhole({ run, problem: "it holds no row of the run" }, nowhere);
  for (const [segment, row] of rows.entries()) {
    const problem = problemOfRow(row, run);
    if (problem !== undefined) return rules.replayRowUnchanged({ seq: `${row.seq}`, problem }, nowhere);
    if (row.segment !== segment) {
      return rules.replayJournalWhole({ run, problem: `the row of segment ${segment} is missing` }, nowhere);
    }
  }
  return undefined;
}

/** 2 */
function findOtherProgram({ programDigest }: LinkedProgram, { run, rows }: RecordedRun): Diagnostic | undefined {
  const { program_digest } = readHeader(rows);
  if (program_digest === programDigest) return undefined;
  return rules.replayProgramSame({ run, recorded: program_digest, attempted: programDigest }, nowhere);
}

/** 3 */
function tellDifference(
  { run, trace }: RecordedRun,
  { difference, digest }: { readonly difference: ReplayDifference; readonly digest: string },
): ReplayVerdict {
  const { place, what, recorded, attempted } = difference;
  const words = { recorded: wordsOfValue(recorded), attempted: wordsOfValue(attempted) };
  const finding = rules.runReplaysEqually(
    { run, place: place === "" ? "the run itself" : place, what, ...words },
    nowhere,
  );
  const recorded_digest = trace === undefined ? "" : readTrace(trace).seal.trace_digest;
  return { kind: "different", run, recorded_digest, attempted_digest: digest, difference, finding };
}

const longest = 200;

function wordsOfValue(value: Json | undefined): string {
  const text = value === undefined ? "nothing" : canonicalize(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
