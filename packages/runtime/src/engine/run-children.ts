import { stepPlace } from "../snapshot/step-place.ts";
import { beginChild, type ChildState, stateOf } from "./begin-child.ts";
import { answerOfChildren, findEnded } from "./children-ends.ts";
import { childrenOf, invokeOf } from "./children-of.ts";
import { continueRun } from "./continue-run.ts";
import { type SegmentGroup, writeLate } from "./engine-parts.ts";
import type { Flow } from "./flow.ts";
import type { SegmentEnd, SuspendedEnd } from "./write-segment.ts";

/**
 * Runs the children that a run awaits, and goes on with it when all have ended; undefined: it keeps waiting.
 * One after the other, up to the first that does not complete; or side by side, segment by segment in their order.
 *
 * 1. A child that is there is never begun again, whoever began it.
 * 2. A child that ends while its parent is looked at is not overlooked: the parent is looked at again.
 */
export async function runChildren(flow: Flow, end: SuspendedEnd): Promise<SegmentEnd | undefined> {
  const { parts, suspended } = end;
  const { run } = suspended.row;
  const driven = flow.driving.get(run);
  if (driven !== undefined) {
    driven.again = true;
    return undefined;
  }
  const driver = { again: true };
  flow.driving.set(run, driver);
  try {
    const isConcurrent =
      invokeOf({ parts, run, workflow: suspended.workflow }, suspended.command)?.mode === "concurrent";
    while (driver.again) {
      await (isConcurrent ? runSideBySide : runInSequence)(flow, end);
      const take = (group: SegmentGroup): SegmentEnd | undefined => {
        // 2: what ends from now on is not seen here.
        driver.again = false;
        return gather(group, end);
      };
      const gathered = await flow.line.add({ parts, take });
      if (gathered !== undefined) return gathered;
    }
    return undefined;
  } finally {
    flow.driving.delete(run);
  }
}

async function runSideBySide(flow: Flow, end: SuspendedEnd): Promise<void> {
  const children = childrenOf(end.suspended.command);
  let done = 0;
  await Promise.all(
    children.map(async (_, index) => {
      const state = await runChild(flow, end, index);
      if (state === "completed" || state === "ended") tellProgress(end, (done += 1), children.length);
    }),
  );
}

async function runInSequence(flow: Flow, end: SuspendedEnd): Promise<void> {
  const { length } = childrenOf(end.suspended.command);
  for (let index = 0; index < length; index += 1) {
    const state = await runChild(flow, end, index);
    if (state === "completed" || state === "ended") tellProgress(end, index + 1, length);
    if (state !== "completed") return;
  }
}

async function runChild(flow: Flow, end: SuspendedEnd, index: number): Promise<ChildState> {
  const { parts, suspended } = end;
  const begun = await flow.line.add({ parts, take: (group) => beginChild(group, suspended, index) });
  if (typeof begun === "string") return begun;
  return stateOf((await flow.goOn(begun)).terminal);
}

/** Goes on with the parent when every child that it waits for has ended. */
function gather(group: SegmentGroup, { parts, suspended }: SuspendedEnd): SegmentEnd | undefined {
  const { row, command, workflow, asking } = suspended;
  const at = { parts, run: row.run, workflow };
  writeLate(group);
  const ended = findEnded(group, at, command);
  if (ended === undefined) return undefined;
  const went = continueRun(group, {
    run: row.run,
    now: asking.now,
    isMeant: ({ id }) => id === row.id,
    answer: () => answerOfChildren(group, { mode: invokeOf(at, command)?.mode ?? "one", ended }),
  });
  return went.kind === "ended" ? went.end : undefined;
}

function tellProgress({ parts, suspended }: SuspendedEnd, done: number, total: number): void {
  const { row, command, workflow } = suspended;
  const { node, step = "" } = stepPlace(parts.linked.program, workflow, command);
  parts.onProgress?.({ run: row.run, node, step, done, total });
}
