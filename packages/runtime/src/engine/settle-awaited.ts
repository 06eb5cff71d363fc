import { type Json, type JsonObject, rules } from "@pgs/governance";
import { nowhere, reasonOf } from "../kernel/reason-of.ts";
import type { EffectAnswer, Reason } from "../kernel/state.ts";
import type { AwaitedRow, Wait } from "../ports.ts";
import { type AwaitedCall, continueRun, type GoingOn, type WentOn } from "./continue-run.ts";
import type { SegmentGroup } from "./engine-parts.ts";
import { readPerformed } from "./read-performed.ts";
import type { SegmentEnd, SuspendedEnd } from "./write-segment.ts";

/** What settling came to: the run went on, or what was offered is refused and, if time was up, the run went on by that. */
export type SettledTurn =
  | { readonly kind: "taken"; readonly end: SegmentEnd }
  | { readonly kind: "refused"; readonly reason: Reason; readonly end?: SegmentEnd };

/**
 * Settles what a run awaits with what came in for it, inside an open transaction.
 *
 * 1. What time has ended is not settled any more: the run goes on by that, and the offer is refused.
 * 2. An external effect is settled by a person only when nobody knows whether it happened.
 */
export function settleAwaited(
  group: SegmentGroup,
  { end, offer }: { readonly end: SuspendedEnd; readonly offer: Json },
): SettledTurn {
  const { tx, parts } = group;
  const { id, run } = end.suspended.row;
  const row = tx.awaited(id);
  if (row === undefined) return refuse(awaitedNothing(id));
  if (row.kind === "children") return refuse(settledOtherwise(id, "children end by themselves"));
  if (row.kind === "effect") return settleEffect(group, { row, end, offer });
  const wait = parts.host.waits?.get(row.sideEffect);
  if (wait === undefined) return refuse(settledOtherwise(id, `nothing here can wait for \`${row.sideEffect}\``));
  const isMeant: GoingOn["isMeant"] = (at) => at.id === id;
  if (isDue(row, parts.clock.now())) {
    const expired = continueRun(group, { run, isMeant, answer: (of) => wait.expire(of.call) });
    const reason = reasonOf(rules.awaitedInTime({ id, due: row.due }, nowhere), "");
    return expired.kind === "ended" ? { kind: "refused", reason, end: expired.end } : refuse(reason);
  }
  return turnOf(id, continueRun(group, { run, isMeant, answer: (of) => settleWait(wait, of, offer) }));
}

/** Ends a wait by its time, if that has come. */
export function expireWait(group: SegmentGroup, { suspended }: SuspendedEnd): SegmentEnd | undefined {
  const { row } = suspended;
  const wait = group.parts.host.waits?.get(row.sideEffect);
  if (wait === undefined) return undefined;
  const isMeant: GoingOn["isMeant"] = (at) => at.id === row.id && isDue(at, group.parts.clock.now());
  const expired = continueRun(group, { run: row.run, isMeant, answer: (of) => wait.expire(of.call) });
  return expired.kind === "ended" ? expired.end : undefined;
}

export function isDue({ due }: Pick<AwaitedRow, "due">, now: string): boolean {
  return due !== "" && due <= now;
}

export function awaitedNothing(id: string): Reason {
  return reasonOf(rules.awaitedExists({ id }, nowhere), "");
}

function settleWait(wait: Wait, { call }: AwaitedCall, offer: Json): EffectAnswer | { readonly refused: Reason } {
  return wait.settle(call, offer);
}

/** 2 */
function settleEffect(
  group: SegmentGroup,
  of: { readonly row: AwaitedRow; readonly end: SuspendedEnd; readonly offer: Json },
): SettledTurn {
  const { tx, parts } = group;
  const { row, end, offer } = of;
  const { id, run } = row;
  const isUnknown = row.state === "unknown" || (row.state === "sent" && isDue(row, parts.clock.now()));
  if (!isUnknown) return refuse(settledOtherwise(id, "it is not unknown whether it happened"));
  const { retry } = typeof offer === "object" && offer !== null ? (offer as JsonObject) : {};
  if (retry === true) {
    const planned = { ...row, state: "planned" as const, holder: "", due: "" };
    tx.putAwaited(planned);
    return { kind: "taken", end: { ...end, suspended: { ...end.suspended, row: planned } } };
  }
  const performed = readPerformed(parts.linked, { ...end.suspended, offer });
  if (typeof performed === "string") return refuse(settledOtherwise(id, performed));
  return turnOf(id, continueRun(group, { run, isMeant: (at) => at.id === id, answer: () => performed }));
}

function turnOf(id: string, went: WentOn): SettledTurn {
  if (went.kind === "ended") return { kind: "taken", end: went.end };
  return refuse(went.kind === "refused" ? went.reason : awaitedNothing(id));
}

function refuse(reason: Reason): SettledTurn {
  return { kind: "refused", reason };
}

function settledOtherwise(id: string, problem: string): Reason {
  return reasonOf(rules.awaitedSettleable({ id, problem }, nowhere), "");
}
