import type { AwaitedRow } from "../ports.ts";
import type { SegmentGroup } from "./engine-parts.ts";
import type { Flow } from "./flow.ts";
import { hasMoved, loadSuspended } from "./load-suspended.ts";
import { bodyWithWhy, policyOf } from "./outbox-body.ts";
import type { RunResult } from "./run-result.ts";
import { expireWait, isDue } from "./settle-awaited.ts";
import type { SegmentEnd, SuspendedEnd } from "./write-segment.ts";

/** How many awaited rows are looked at together. */
const page = 64;

/**
 * Goes on with every run that need not wait for anybody, a page at a time, and tells those that moved, parents of
 * children that ended included.
 */
export async function recoverRuns(flow: Flow): Promise<readonly RunResult[]> {
  const { read } = flow.programs.own.ledger;
  const moved: RunResult[] = [];
  for (let after = ""; ; ) {
    const rows = read.awaitedAfter(after, page);
    moved.push(...(await recoverPage(flow, rows)));
    after = rows.at(-1)?.id ?? "";
    if (rows.length < page) return [...moved, ...(await parentsMoved(flow))];
  }
}

/** The same for those alone whose time has come: cheap, however many wait. */
export async function wakeRuns(flow: Flow): Promise<readonly RunResult[]> {
  const { ledger, clock } = flow.programs.own;
  const moved: RunResult[] = [];
  const seen = new Set<string>();
  for (;;) {
    const due = ledger.read.awaitedDue(clock.now(), page + seen.size);
    // What cannot go on stays due; it is tried once.
    const rows = due.filter(({ id }) => !seen.has(id)).slice(0, page);
    if (rows.length === 0) return [...moved, ...(await parentsMoved(flow))];
    for (const { id } of rows) seen.add(id);
    moved.push(...(await recoverPage(flow, rows)));
  }
}

/** A parent that goes on may wake its own. */
async function parentsMoved({ woken }: Flow): Promise<readonly RunResult[]> {
  const moved: RunResult[] = [];
  while (woken.size > 0) {
    for (const result of await Promise.all(woken)) if (result !== undefined) moved.push(result);
  }
  return moved;
}

async function recoverPage(flow: Flow, rows: readonly AwaitedRow[]): Promise<readonly RunResult[]> {
  const results = await Promise.all(rows.map((row) => recoverRun(flow, row)));
  return results.filter((result) => result !== undefined);
}

async function recoverRun(flow: Flow, row: AwaitedRow): Promise<RunResult | undefined> {
  const now = flow.programs.own.clock.now();
  if (flow.going.has(row.run) || !isUndone(row, now)) return undefined;
  try {
    const end = loadSuspended(flow.programs, row);
    const { parts } = end;
    const begun = await flow.line.add({ parts, take: (group) => takeUp(group, end) });
    if (begun === undefined) return undefined;
    const result = await flow.goOn(begun);
    return hasMoved(result, end) ? result : undefined;
  } catch {
    // Why it cannot go on is told to whoever asks for it; it stops nobody else.
    return undefined;
  }
}

function isUndone({ kind, state, due }: AwaitedRow, now: string): boolean {
  return kind === "children" || state === "planned" || isDue({ due }, now);
}

/** What there is to go on from; undefined: somebody else went on with it. */
function takeUp(group: SegmentGroup, end: SuspendedEnd): SegmentEnd | undefined {
  const { tx, parts } = group;
  const row = tx.awaitedOf(end.suspended.row.run);
  if (row?.id !== end.suspended.row.id) return undefined;
  if (row.kind === "wait") return expireWait(group, end);
  if (row.kind === "children" || row.state === "planned") return end;
  if (!isDue(row, parts.clock.now())) return undefined;
  // Its sender does not know whether it happened, or is no more.
  const isTriedAgain = policyOf(row).unknown === "retry";
  const next: AwaitedRow = isTriedAgain
    ? { ...row, state: "planned", holder: "", due: "" }
    : { ...row, state: "unknown", due: "", body: bodyWithWhy(row, "no answer came in time") };
  tx.putAwaited(next);
  return { ...end, suspended: { ...end.suspended, row: next } };
}
