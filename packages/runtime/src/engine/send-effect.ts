import type { EffectAnswer } from "../kernel/state.ts";
import { withheld, wordsOf } from "../kernel/take-step.ts";
import type { AwaitedRow, ExternalCall } from "../ports.ts";
import { mayTell, stepOf } from "../vault/sensitive-parts.ts";
import { continueRun } from "./continue-run.ts";
import type { SegmentGroup } from "./engine-parts.ts";
import type { Flow } from "./flow.ts";
import { bodyWithWhy, policyOf } from "./outbox-body.ts";
import type { SegmentEnd, SuspendedEnd } from "./write-segment.ts";

/**
 * Sends a planned effect and goes on with its answer; undefined: the run keeps waiting.
 *
 * 1. planned → sent commits before anything is sent, so that no two engines send.
 * 2. Who sent and does not know whether it happened says so: sent → unknown. It is never sent again from here.
 * 3. An answer is taken as long as the row is still the sender's own, however late.
 */
export async function sendEffect(flow: Flow, end: SuspendedEnd): Promise<SegmentEnd | undefined> {
  const { parts, suspended } = end;
  const { row, command, asking } = suspended;
  const perform = parts.host.externals?.get(row.sideEffect);
  if (perform === undefined) return undefined;
  const sent = await flow.line.add({ parts, take: (group) => markSent(group, row, flow.holder) });
  if (sent === undefined) return undefined;
  const take = (answer: EffectAnswer): Promise<SegmentEnd | undefined> => takeAnswer(flow, { end, answer });
  const clock = startClock(end);
  const now = asking.now ?? parts.clock.now();
  const call = { op: row.op, inputs: command.inputs, key: row.id, run: row.run, now, signal: clock.signal };
  const answered = performOnce(perform, call).then((answer) => {
    if (clock.signal.aborted && "outcome" in answer) flow.track(takeLate(flow, take(answer)));
    return clock.signal.aborted ? late : answer;
  });
  const answer = await Promise.race([answered, clock.isUp]);
  clock.stop();
  if ("outcome" in answer) return take(answer);
  const canTell = mayTell(stepOf(parts.linked.program, suspended.workflow, command));
  const { why } = canTell ? answer : { why: withheld };
  await flow.line.add({ parts, take: (group) => markUnknown(group, { row, holder: flow.holder, why }) });
  return undefined;
}

/** Why nobody knows whether it happened. */
interface Unanswered {
  readonly why: string;
}

const late: Unanswered = { why: "no answer came in time" };

async function performOnce(
  perform: (call: ExternalCall) => Promise<EffectAnswer>,
  call: ExternalCall,
): Promise<EffectAnswer | Unanswered> {
  try {
    const answer: unknown = await perform(call);
    return isAnswer(answer) ? answer : { why: "what came back is no answer" };
  } catch (error) {
    return { why: wordsOf(error) };
  }
}

function isAnswer(answer: unknown): answer is EffectAnswer {
  if (typeof answer !== "object" || answer === null) return false;
  const { outcome, outputs } = answer as Partial<EffectAnswer>;
  return typeof outcome === "string" && typeof outputs === "object" && outputs !== null;
}

function takeAnswer(
  flow: Flow,
  { end, answer }: { readonly end: SuspendedEnd; readonly answer: EffectAnswer },
): Promise<SegmentEnd | undefined> {
  const { parts, suspended } = end;
  const { row, asking } = suspended;
  const take = (group: SegmentGroup): SegmentEnd | undefined => {
    const went = continueRun(group, {
      run: row.run,
      now: asking.now,
      isMeant: (at) => at.id === row.id && at.holder === flow.holder && at.state !== "planned",
      answer: () => answer,
    });
    return went.kind === "ended" ? went.end : undefined;
  };
  return flow.line.add({ parts, take });
}

/** 3 */
async function takeLate(flow: Flow, taken: Promise<SegmentEnd | undefined>): Promise<void> {
  const end = await taken.catch(() => undefined);
  if (end !== undefined) await flow.goOn(end);
}

/** 1 */
function markSent({ parts, tx }: SegmentGroup, meant: AwaitedRow, holder: string): true | undefined {
  const row = tx.awaitedOf(meant.run);
  if (row?.id !== meant.id || row.state !== "planned") return undefined;
  const due = new Date(Date.parse(parts.clock.now()) + policyOf(row).timeoutMs).toISOString();
  tx.putAwaited({ ...row, state: "sent", holder, due });
  return true;
}

/** 2: where it may be tried again, its time is that of the next try; otherwise it waits for a person. */
function markUnknown(
  { tx }: SegmentGroup,
  of: Unanswered & { readonly row: AwaitedRow; readonly holder: string },
): void {
  const row = tx.awaitedOf(of.row.run);
  if (row?.id !== of.row.id || row.state !== "sent" || row.holder !== of.holder) return;
  const due = policyOf(row).unknown === "retry" ? row.due : "";
  tx.putAwaited({ ...row, state: "unknown", due, body: bodyWithWhy(row, of.why) });
}

interface EffectClock {
  readonly isUp: Promise<Unanswered>;
  /** Aborted when time is up. */
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

/** Runs until the time of an effect is up. */
function startClock({ parts, suspended }: SuspendedEnd): EffectClock {
  const aborting = new AbortController();
  const after = parts.after ?? afterTime;
  let stop = (): void => {};
  const isUp = new Promise<Unanswered>((resolve) => {
    stop = after(policyOf(suspended.row).timeoutMs, () => {
      aborting.abort();
      resolve(late);
    });
  });
  return { isUp, signal: aborting.signal, stop: () => stop() };
}

function afterTime(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
}
