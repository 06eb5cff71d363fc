import { type Json, rules } from "@pgs/governance";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { Fault, Reason } from "../kernel/state.ts";
import { wordsOf } from "../kernel/take-step.ts";
import type { Ledger } from "../ports.ts";
import { openCommitLine, type Turn } from "./commit-line.ts";
import { reasonToStay } from "./continue-run.ts";
import type { EngineParts, RunningParts } from "./engine-parts.ts";
import type { Flow } from "./flow.ts";
import { goOn } from "./go-on.ts";
import { loadSuspended } from "./load-suspended.ts";
import { openPrograms } from "./open-programs.ts";
import { type PreparedRequest, prepareRequest } from "./prepare-request.ts";
import { recoverRuns, wakeRuns } from "./recover-runs.ts";
import { emptyResult } from "./result-of.ts";
import type { RunRequest, RunResult } from "./run-result.ts";
import { journalFault, runSegment } from "./run-segment.ts";
import { awaitedNothing, settleAwaited } from "./settle-awaited.ts";
import type { SegmentEnd } from "./write-segment.ts";

/** Runs requests against one ledger of one tenant. */
export interface Engine {
  /**
   * Answers when the run has ended, or waits for somebody or for a time, and that is durable. Never rejects because of
   * what is asked; only a closed engine rejects.
   */
  submit(request: RunRequest): Promise<RunResult>;
  /**
   * Settles what a run awaits, by its id: a wait with what it waits for, an external effect of which nobody knows whether
   * it happened with `{performed: {outcome, outputs}}` or `{retry: true}`. Answers where the run stands then.
   */
  settle(id: string, offer: Json): Promise<Settled>;
  /** Goes on with every run that need not wait for anybody: after a restart nothing is lost. Tells those that moved. */
  recover(): Promise<readonly RunResult[]>;
  /** The same for those alone whose time has come: waits that expire, effects to be tried again. */
  wake(): Promise<readonly RunResult[]>;
  /** Finishes what was submitted, awaits what was sent, and takes no more. Leaves the ledger open: who opened it closes it. */
  close(): Promise<void>;
}

/** What settling came to. A refused offer left the run as it was, unless time had ended what it awaited. */
export type Settled =
  | { readonly ok: true; readonly result: RunResult }
  | { readonly ok: false; readonly reason: Reason };

/**
 * Makes the engine: a line of turns to the ledger, and what goes on beside it.
 *
 * 1. A request is answered after its commit, never before.
 * 2. Every segment has its savepoint: what one undoes, the others keep.
 * 3. A failed commit fails every new run in it, whose ends are journaled on their own. A run that waits keeps waiting.
 * 4. Between two segments a run stands in the ledger and nowhere else: what the engine holds of it is derived.
 */
export function createEngine(parts: EngineParts & { readonly ledger: Ledger }): Engine {
  const line = openCommitLine();
  const programs = openPrograms(parts);
  const { own } = programs;
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;
  const track = <T>(work: Promise<T>): Promise<T> => {
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    return tracked;
  };
  const flow: Flow = {
    line,
    programs,
    holder: Buffer.from(parts.entropy.bytes(12)).toString("hex"),
    going: new Set(),
    driving: new Map(),
    woken: new Set(),
    track: (work) => void track(work).catch(() => {}),
    goOn: (end) => goOn(flow, end),
  };
  const whileOpen = <T>(work: () => Promise<T>): Promise<T> =>
    isClosed ? Promise.reject(new Error("the engine is closed")) : work();

  return {
    submit: (request) =>
      whileOpen(() => {
        const made = prepareRequest(own, request);
        if (!made.ok) {
          const refused = emptyResult({ parts, run: "", workflow: request.workflow });
          return Promise.resolve({ ...refused, reasons: [reasonOf(made.finding, "")] });
        }
        return new Promise((answer) => {
          const follow = (end: SegmentEnd) => {
            return end.suspended === undefined ? answer(end.result) : answer(track(goOn(flow, end)));
          };
          line.push(turnOf(own, made.prepared, follow));
        });
      }),
    settle: (id, offer) => whileOpen(() => track(settle(flow, id, offer))),
    recover: () => whileOpen(() => track(recoverRuns(flow))),
    wake: () => whileOpen(() => track(wakeRuns(flow))),
    close: async () => {
      isClosed = true;
      await line.idle();
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The turn of a request. 3: where even its end cannot be journaled, the answer says so. */
function turnOf(parts: RunningParts, prepared: PreparedRequest, done: Turn<SegmentEnd>["done"]): Turn<SegmentEnd> {
  const { workflow } = prepared.request;
  const committed = (why: string): Fault => {
    const { code, message } = rules.runCommitted({ why }, nowhere);
    return { code, message, node: "", artifact: parts.linked.program.workflows[prepared.workflow]?.artifact ?? -1 };
  };
  return {
    parts,
    expects: prepared.firstRun,
    take: (group) => runSegment(group, prepared),
    takeAlone: (group, why) => journalFault(group, { prepared, fault: committed(why) }),
    done,
    failed: (why, first) => {
      const { code, message } = committed(first);
      const unkept = { code, message: `nor could its end be journaled: ${why}`, at: "" };
      const empty = emptyResult({ parts, run: "", workflow });
      const result: RunResult = { ...empty, terminal: "faulted", reasons: [{ code, message, at: "" }, unkept] };
      done({ parts, result, key: "" });
    },
  };
}

async function settle(flow: Flow, id: string, offer: Json): Promise<Settled> {
  const row = flow.programs.own.ledger.read.awaited(id);
  if (row === undefined) return { ok: false, reason: awaitedNothing(id) };
  try {
    const end = loadSuspended(flow.programs, row);
    const settled = await flow.line.add({ parts: end.parts, take: (group) => settleAwaited(group, { end, offer }) });
    if (settled.kind === "taken") return { ok: true, result: await goOn(flow, settled.end) };
    if (settled.end !== undefined) await goOn(flow, settled.end);
    return { ok: false, reason: settled.reason };
  } catch (error) {
    return { ok: false, reason: reasonToStay(row, wordsOf(error)) };
  }
}
