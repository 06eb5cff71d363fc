import { wordsOf } from "../kernel/take-step.ts";
import { reasonToStay } from "./continue-run.ts";
import type { Flow } from "./flow.ts";
import { hasMoved, loadSuspended, whereItStands } from "./load-suspended.ts";
import { runChildren } from "./run-children.ts";
import { parentOf } from "./run-key.ts";
import type { RunResult } from "./run-result.ts";
import { sendEffect } from "./send-effect.ts";
import type { SegmentEnd, SuspendedEnd } from "./write-segment.ts";

/**
 * Goes on with a run as far as nobody has to be waited for: sends what is planned, runs children, and gives where the
 * run stands then. When a child has ended, its parent is looked at. Never rejects: what fails leaves the run waiting.
 */
export async function goOn(flow: Flow, first: SegmentEnd): Promise<RunResult> {
  const { run } = first.result;
  let end = first;
  flow.going.add(run);
  try {
    while (isSuspended(end)) {
      const { kind } = end.suspended.row;
      if (kind === "wait") return end.result;
      const next = await (kind === "effect" ? sendEffect : runChildren)(flow, end);
      if (next === undefined) return whereItStands(end);
      end = next;
    }
  } catch (error) {
    return { ...end.result, reasons: [...end.result.reasons, reasonToStay({ run }, wordsOf(error))] };
  } finally {
    flow.going.delete(run);
  }
  const parent = parentOf(end.key);
  if (parent !== "") lookAtParent(flow, parent);
  return end.result;
}

function isSuspended(end: SegmentEnd): end is SuspendedEnd {
  return end.suspended !== undefined;
}

function lookAtParent(flow: Flow, parent: string): void {
  const driver = flow.driving.get(parent);
  if (driver !== undefined) {
    driver.again = true;
    return;
  }
  try {
    const row = flow.programs.own.ledger.read.awaitedOf(parent);
    if (row?.kind === "children") wake(flow, loadSuspended(flow.programs, row));
  } catch {
    // The child has ended all the same; whoever asks for the parent is told why it cannot go on.
  }
}

function wake(flow: Flow, parent: SuspendedEnd): void {
  const gone = flow.goOn(parent).then((result) => {
    flow.woken.delete(gone);
    return hasMoved(result, parent) ? result : undefined;
  });
  flow.woken.add(gone);
  flow.track(gone);
}
