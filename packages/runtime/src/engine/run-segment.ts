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
import type { Clock, Entropy, Ledger, LedgerTransaction, RunRow, SideEffectHost, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { nameOf, storeRefOf } from "../snapshot/program-names.ts";
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
  readonly ledger: Ledger;
  readonly indexes: (tx: LedgerTransaction) => EventIndexes;
}

/** One segment of one run, and where it is written. */
interface Segment {
  readonly parts: RunningParts;
  readonly tx: LedgerTransaction;
  readonly prepared: PreparedRequest;
  readonly run: string;
  readonly attempt: number;
  readonly now: string;
}

/** Ends that hold the key: the same request gets the same answer. The others may be tried again. */
const binding: ReadonlySet<string> = new Set(["completed", "denied", "waiting"]);

/**
 * Runs a request inside an open transaction, in a savepoint of its own, and journals how it ended.
 * A `failed` exit or a fault undoes what the segment wrote, never what others in the transaction did.
 */
export function runSegment(parts: RunningParts, tx: LedgerTransaction, prepared: PreparedRequest): RunResult {
  const before = findBefore({ parts, tx, prepared });
  if (before !== undefined && binding.has(before.terminal)) return answerAgain({ parts, tx, prepared }, before);
  const segment = openSegment({ parts, tx, prepared }, (before?.attempt ?? 0) + 1);
  tx.savepoint();
  const played = playLive(segment);
  const written = writeEvents(segment, played);
  if (written.kept) {
    parts.indexes(tx).settle();
    tx.release();
  } else tx.rollback();
  return journal(segment, written);
}

/** Journals that a run ended with a fault of the engine, outside of what it wrote. */
export function journalFault(at: Pick<Segment, "parts" | "tx" | "prepared">, fault: Fault): RunResult {
  const before = findBefore(at);
  const segment = openSegment(at, (before?.attempt ?? 0) + 1);
  return journal(segment, { played: faulted(fault), kept: false, sequences: [] });
}

function findBefore({ parts, tx, prepared }: Pick<Segment, "parts" | "tx" | "prepared">): RunRow | undefined {
  const { request, firstRun } = prepared;
  return findAttempt(tx, { tenant: parts.tenant, workflow: request.workflow, key: request.key, firstRun });
}

function openSegment({ parts, tx, prepared }: Pick<Segment, "parts" | "tx" | "prepared">, attempt: number): Segment {
  const { workflow, key, now = parts.clock.now() } = prepared.request;
  const run = attempt === 1 ? prepared.firstRun : runId({ tenant: parts.tenant, workflow, key, attempt });
  return { parts, tx, prepared, attempt, now, run };
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

function journal(segment: Segment, { played, sequences }: Written): RunResult {
  const { parts, tx, prepared, run, attempt, now } = segment;
  const { request, refusals, refusedCommit, payload } = prepared;
  const { workflow, key, actor, correlation, causation } = request;
  const isRefused = refusals.length > 0;
  const result = resultOf({ parts, run, workflow, played, duplicate: false });
  const { terminal, exit } = result;
  tx.putRun({ run, workflow, key, attempt, request: prepared.digest, terminal, exit, at: now });
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
  const texts = sealTexts(parts, asked);
  const answers = sealAnswers(parts, { answers: played.answers, asked: played.asked, workflow: prepared.workflow });
  const body = printBody({ v: 2, header, answers, end }, texts);
  tx.appendJournal({ run, segment: 0, kind: "segment", body });
  return result;
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
