import { rules } from "@pgs/governance";
import { type JournaledEnd, printBody } from "../journal/journal-body.ts";
import { readHeader, replay } from "../journal/replay.ts";
import { runId } from "../journal/run-id.ts";
import { sealAnswers, sealTexts } from "../journal/sealed-body.ts";
import { faultRecord } from "../kernel/fault-record.ts";
import { type Played, play } from "../kernel/play.ts";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { EmittedEvent, Fault } from "../kernel/state.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { Clock, Entropy, LedgerTransaction, RunRow, SideEffectHost, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
import type { SealedLedger, SealedTransaction } from "../vault/sealed-ledger.ts";
import type { EventIndexes } from "./event-indexes.ts";
import { findAttempt } from "./find-attempt.ts";
import { performWith } from "./perform-effect.ts";
import type { PreparedRequest } from "./prepare-request.ts";
import { emptyResult, resultOf } from "./result-of.ts";
import type { RunResult } from "./run-result.ts";

/** What an engine is made of. */
export interface EngineParts {
  readonly linked: LinkedProgram;
  readonly host: SideEffectHost;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly vault: Vault;
  readonly tenant: string;
  /** Finds a program that was kept with the data, by its digest: a duplicate's first answer may be another program's. */
  readonly findProgram?: (programDigest: string) => LinkedProgram | undefined;
}

/** An engine that runs: what it is made of, and what it derives from that once. */
export interface RunningParts extends EngineParts {
  readonly ledger: SealedLedger;
  readonly indexes: (tx: LedgerTransaction) => EventIndexes;
}

/** A transaction that several segments share. */
export interface SegmentGroup {
  readonly parts: RunningParts;
  readonly tx: SealedTransaction;
  /**
   * What is put off until the segments have run: one after the other, rows of the journal and entries of indexes take
   * less time than in between.
   */
  readonly late: (() => void)[];
}

/** One segment of one run, and where it is written. */
interface Segment extends SegmentGroup {
  readonly prepared: PreparedRequest;
  readonly run: string;
  readonly attempt: number;
  readonly now: string;
  /** Seals for the run. */
  readonly vault: Vault;
}

/** Ends that hold the key: the same request gets the same answer. The others may be tried again. */
const binding: ReadonlySet<string> = new Set(["completed", "denied", "waiting"]);

/**
 * Runs a request inside an open transaction, in a savepoint of its own, and journals how it ended.
 * A `failed` exit or a fault undoes what the segment wrote, never what others in the transaction did. Its row of the
 * journal and what it adds to indexes are written by `writeLate`.
 */
export function runSegment(group: SegmentGroup, prepared: PreparedRequest): RunResult {
  const { parts, tx } = group;
  const before = findBefore(group, prepared);
  if (before !== undefined && binding.has(before.terminal)) {
    writeLate(group);
    return answerAgain({ parts, tx, prepared }, before);
  }
  const segment = openSegment(group, { prepared, attempt: (before?.attempt ?? 0) + 1 });
  tx.savepoint();
  const played = playLive(segment);
  const written = writeEvents(segment, played);
  if (written.kept) {
    tx.release();
    group.late.push(() => parts.indexes(tx).settle());
  } else tx.rollback();
  return journal(segment, written);
}

/** Journals that a run ended with a fault of the engine, outside of what it wrote. */
export function journalFault(group: SegmentGroup, { prepared, fault }: FaultedRequest): RunResult {
  const before = findBefore(group, prepared);
  const segment = openSegment(group, { prepared, attempt: (before?.attempt ?? 0) + 1 });
  return journal(segment, { played: faulted(fault), kept: false, sequences: [] });
}

interface FaultedRequest {
  readonly prepared: PreparedRequest;
  readonly fault: Fault;
}

/** Writes what was put off, in the order of the segments. Must come before the transaction ends. */
export function writeLate({ late }: SegmentGroup): void {
  for (const write of late.splice(0)) write();
}

function findBefore({ parts, tx }: SegmentGroup, prepared: PreparedRequest): RunRow | undefined {
  const { request, firstRun } = prepared;
  return findAttempt(tx, { tenant: parts.tenant, workflow: request.workflow, key: request.key, firstRun });
}

function openSegment(
  { parts, tx, late }: SegmentGroup,
  { prepared, attempt }: Pick<Segment, "prepared" | "attempt">,
): Segment {
  const { workflow, key, now = parts.clock.now() } = prepared.request;
  const run = attempt === 1 ? prepared.firstRun : runId({ tenant: parts.tenant, workflow, key, attempt });
  return { parts, tx, late, prepared, attempt, now, run, vault: tx.sealFor(run) };
}

function playLive(segment: Segment): Played {
  const { parts, prepared, run, now } = segment;
  const { linked, tenant } = parts;
  const context = { now, run_id: run, tenant, snapshot: linked.programDigest };
  const { payload, refusals, workflow, request } = prepared;
  const start = { kind: "start" as const, payload, actor: request.actor, context, refusals };
  try {
    return play({ linked, workflow, start, perform: performWith(segment) });
  } catch (error) {
    // The kernel answers with a fault; whatever it throws is a defect of ours and ends one run, not the engine.
    const finding = rules.runSound({ thrown: wordsOf(error) }, nowhere);
    const artifact = linked.program.workflows[workflow]?.artifact ?? -1;
    return faulted({ code: finding.code, message: finding.message, node: "", artifact });
  }
}

/** What a segment came to. `sequences` are those of the events that its exit wrote. */
interface Written {
  readonly played: Played;
  readonly kept: boolean;
  readonly sequences: readonly number[];
}

function writeEvents(segment: Segment, played: Played): Written {
  const { end } = played;
  if (end.kind === "fault" || end.end.class === "failed") return { played, kept: false, sequences: [] };
  const sequences: number[] = [];
  for (const event of end.end.emit) {
    try {
      sequences.push(writeEvent(segment, event));
    } catch (error) {
      const name = nameOf(segment.parts.linked, event.event);
      const finding = rules.runEventWritten({ event: name, thrown: wordsOf(error) }, nowhere);
      const fault = { code: finding.code, message: finding.message, node: end.end.exit, artifact: event.event };
      const records = [...played.records.filter(({ type }) => type !== "exit"), faultRecord(fault)];
      return { played: { ...played, records, end: { kind: "fault", fault } }, kept: false, sequences: [] };
    }
  }
  return { played, kept: true, sequences };
}

function writeEvent({ parts, tx, run, now }: Segment, { event, store, fields }: EmittedEvent): number {
  const handle = tx.store(storeRefOf(parts.linked, store));
  return handle.append({ event: nameOf(parts.linked, event), stream: "", run, at: now, record: fields }).sequence;
}

function journal(segment: Segment, written: Written): RunResult {
  const { parts, tx, prepared, run, attempt, now, late } = segment;
  const { workflow, key } = prepared.request;
  const { played } = written;
  const result = resultOf({ parts, run, workflow, played, duplicate: false });
  const { terminal, exit } = result;
  tx.putRun({ run, workflow, key, attempt, request: prepared.digest, terminal, exit, at: now });
  late.push(() => tx.appendJournal({ run, segment: 0, kind: "segment", body: bodyOf(segment, written) }));
  return result;
}

function bodyOf({ parts, prepared, attempt, now, vault }: Segment, { played, sequences }: Written): string {
  const { request, refusals, refusedCommit, payload } = prepared;
  const { workflow, key, actor, correlation, causation } = request;
  const isRefused = refusals.length > 0;
  const header = {
    workflow,
    program_digest: parts.linked.programDigest,
    tenant: parts.tenant,
    key,
    attempt,
    actor,
    now,
    payload,
    refusals: isRefused ? refusals : undefined,
    payload_commit: isRefused ? refusedCommit : undefined,
    correlation,
    causation,
  };
  const end = journaledEnd(parts.linked, played, sequences);
  const isAdmitted = played.records.some(({ type, outcome }) => type === "admission" && outcome === "ACK");
  const asked = { workflow: prepared.workflow, actor: actor.actor, isAdmitted, texts: prepared.texts };
  const sealing = { linked: parts.linked, vault };
  const texts = sealTexts(sealing, asked);
  const answers = sealAnswers(sealing, { answers: played.answers, asked: played.asked, workflow: prepared.workflow });
  return printBody({ v: 2, header, answers, end }, texts);
}

function journaledEnd(linked: LinkedProgram, { end }: Played, emitted: readonly number[]): JournaledEnd {
  if (end.kind === "end") return { class: end.end.class, exit: end.end.exit, emitted };
  return { fault: { ...end.fault, artifact: nameOf(linked, end.fault.artifact) } };
}

/** The same request gets its first answer, another under the same key is refused. Neither writes anything. */
function answerAgain({ parts, tx, prepared }: Pick<Segment, "parts" | "tx" | "prepared">, row: RunRow): RunResult {
  const { run, workflow, key } = row;
  const of = { parts, run, workflow };
  if (row.request !== prepared.digest) {
    return { ...emptyResult(of), terminal: "key_reuse", reasons: [reasonOf(rules.runKeyFree({ key }, nowhere), "")] };
  }
  const rows = tx.journalOf(run);
  const first = {
    ...emptyResult(of),
    terminal: row.terminal as RunResult["terminal"],
    exit: row.exit,
    duplicate: true,
  };
  try {
    const linked = programOf(parts, readHeader(rows).program_digest);
    return resultOf({
      ...of,
      parts: { ...parts, linked },
      played: replay({ ...parts, linked }, rows).played,
      duplicate: true,
    });
  } catch (error) {
    const finding = rules.runFirstAnswerLinked({ run, why: wordsOf(error) }, nowhere);
    return { ...first, reasons: [reasonOf(finding, "")] };
  }
}

/** Where it is not kept, replay says which program it would take. */
function programOf({ linked, findProgram }: EngineParts, digest: string): LinkedProgram {
  return digest === linked.programDigest ? linked : (findProgram?.(digest) ?? linked);
}

function faulted(fault: Fault): Played {
  const end = { kind: "fault" as const, fault };
  return { records: [faultRecord(fault)], answers: [], asked: [], end, appended: [], payload: null, context: {} };
}
