import { printBody } from "../journal/journal-body.ts";
import { runId } from "../journal/run-id.ts";
import { sealTexts } from "../journal/sealed-body.ts";
import type { Fault } from "../kernel/state.ts";
import type { RunRow } from "../ports.ts";
import { answerAgain } from "./answer-again.ts";
import { type SegmentGroup, writeLate } from "./engine-parts.ts";
import { findAttempt } from "./find-attempt.ts";
import { performWith } from "./perform-effect.ts";
import { faulted, playSegment, type Segment, type Written } from "./play-segment.ts";
import type { PreparedRequest } from "./prepare-request.ts";
import { type SegmentEnd, type WrittenRun, writeSegment } from "./write-segment.ts";

/** The first segment of a request. */
interface FirstSegment extends Segment {
  readonly prepared: PreparedRequest;
  readonly attempt: number;
}

/** Ends that hold the key: the same request gets the same answer. The others may be tried again. */
const binding: ReadonlySet<string> = new Set(["completed", "denied", "waiting"]);

/**
 * Runs a request inside an open transaction and journals how its first segment ended. A request that was answered
 * before is answered again.
 */
export function runSegment(group: SegmentGroup, prepared: PreparedRequest): SegmentEnd {
  const before = findBefore(group, prepared);
  return answerBefore(group, prepared, before) ?? runAttempt(group, prepared, (before?.attempt ?? 0) + 1);
}

/** Runs an attempt of which it is known that it was never made. */
export function runAttempt(group: SegmentGroup, prepared: PreparedRequest, attempt: number): SegmentEnd {
  const { linked, tenant } = group.parts;
  const segment = openSegment(group, prepared, attempt);
  const { run, now } = segment;
  const { payload, refusals, request } = prepared;
  const context = { now, run_id: run, tenant, snapshot: linked.programDigest };
  const start = { kind: "start" as const, payload, actor: request.actor, context, refusals };
  const perform = performWith(segment);
  return journal(segment, playSegment(segment, { start, perform }));
}

/**
 * Journals that a run ended with a fault of the engine, outside of what it wrote. A request that was answered before keeps
 * its answer: another attempt that ended would let go of the key, and what was done would be done again.
 */
export function journalFault(
  group: SegmentGroup,
  { prepared, fault }: { readonly prepared: PreparedRequest; readonly fault: Fault },
): SegmentEnd {
  const before = findBefore(group, prepared);
  const answered = answerBefore(group, prepared, before);
  if (answered !== undefined) return answered;
  const segment = openSegment(group, prepared, (before?.attempt ?? 0) + 1);
  return journal(segment, { played: faulted(fault), sequences: [] });
}

/** Undefined: the key is free. */
function answerBefore(
  group: SegmentGroup,
  prepared: PreparedRequest,
  before: RunRow | undefined,
): SegmentEnd | undefined {
  if (before === undefined || !binding.has(before.terminal)) return undefined;
  writeLate(group);
  return { parts: group.parts, result: answerAgain(group, { prepared, row: before }), key: "" };
}

function findBefore({ parts, tx }: SegmentGroup, prepared: PreparedRequest): RunRow | undefined {
  const { request, firstRun } = prepared;
  return findAttempt(tx, { tenant: parts.tenant, workflow: request.workflow, key: request.key, firstRun });
}

/** Spelled out: objects that are put together from parts cost more. */
function openSegment(
  { parts, tx, late, moved }: SegmentGroup,
  prepared: PreparedRequest,
  attempt: number,
): FirstSegment {
  const { workflow: name, key, now = parts.clock.now() } = prepared.request;
  const run = attempt === 1 ? prepared.firstRun : runId({ tenant: parts.tenant, workflow: name, key, attempt });
  const { workflow } = prepared;
  const { actor: claim } = prepared.request;
  return { parts, tx, late, moved, prepared, attempt, run, segment: 0, workflow, now, claim, vault: tx.sealFor(run) };
}

function journal(segment: FirstSegment, written: Written): SegmentEnd {
  const { prepared, run, attempt, now } = segment;
  const { workflow, key, actor, correlation } = prepared.request;
  return writeSegment(segment, written, {
    row: { run, workflow, key, attempt, request: prepared.digest, at: now },
    asking: { actor, correlation, now: prepared.request.now },
    print: (body) => printFirst(segment, written, body),
  });
}

function printFirst(
  { parts, prepared, attempt, now, vault }: FirstSegment,
  { played }: Written,
  body: Parameters<WrittenRun["print"]>[0],
): string {
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
  const gate = parts.linked.program.workflows[prepared.workflow]?.nodes[0];
  const isAdmitted = gate?.kind === "intent" && gate.outcomes[played.taken[0] ?? -1] === "ACK";
  const asked = { workflow: prepared.workflow, actor: actor.actor, isAdmitted, texts: prepared.texts };
  const { answers, end } = body;
  return printBody({ v: 2, header, answers, end }, sealTexts({ linked: parts.linked, vault }, asked));
}
