import type { Json, JsonObject } from "@pgs/governance";
import { type ActorClaim, type AwaitedRow, type Clock, canonicalize, type Engine } from "@pgs/runtime";
import type { Settling } from "@pgs/transport/http";
import { type Awaiting, awaitedRows, kindOf, type ReadFrom, readAwaited } from "../awaiting.ts";
import { pendingJson } from "../print-pending.ts";

const mostListed = 100;
/** Each is played again to say what it asks: a listing must not stop the server for long. */
const mostLookedAt = 1000;

/** What waits for a decision that this actor may take. */
export function listApprovals({ actor }: ActorClaim, from: ReadFrom): readonly JsonObject[] {
  const found: Awaiting[] = [];
  let looked = 0;
  for (const row of awaitedRows(from)) {
    if (!isApproval(row)) continue;
    looked += 1;
    const awaiting = readAwaited(row, from);
    if (awaiting !== undefined && approversOf(awaiting).includes(actor)) found.push(awaiting);
    if (found.length === mostListed || looked === mostLookedAt) break;
  }
  const sorted = found.sort(({ row: one }, { row: other }) => (one.due < other.due ? -1 : 1));
  return sorted.map((awaiting) => pendingJson(awaiting) as JsonObject);
}

interface SettlingBy {
  readonly from: ReadFrom;
  readonly settle: Engine["settle"];
}

/**
 * Decides as a principal. What was signed elsewhere is passed on as it is, if it names this principal and nobody else.
 */
export async function decideAs(
  { actor, attributes }: ActorClaim,
  by: SettlingBy & { readonly id: string; readonly decision: JsonObject; readonly clock: Clock },
): Promise<Settling> {
  const { id, decision, clock, from, settle } = by;
  const row = from.read.awaited(id);
  if (row === undefined || !isApproval(row)) return undefined;
  const approver = { actor, attributes };
  const { approver: named = { ...approver } } = decision;
  if (canonicalize(named) !== canonicalize({ ...approver })) return { ok: false, reason: otherApprover };
  if (decision["signature"] !== undefined) return settle(id, decision);
  const bound = JSON.parse(row.body) as JsonObject;
  return settle(id, { ...decision, approver, at: clock.now(), bound });
}

const otherApprover = {
  code: "OTHER_APPROVER",
  message: "the decision names another approver than the one whose token was sent",
  at: "/approver",
} as const;

/** Sends what is awaited its signal, by the name that it waits for. */
export async function signalAwaited(id: string, by: SettlingBy & { readonly value: Json }): Promise<Settling> {
  const row = by.from.read.awaited(id);
  if (row === undefined || kindOf(row) !== "signal") return undefined;
  const { name = "" } = JSON.parse(row.body) as { readonly name?: string };
  return by.settle(id, { signal: name, value: by.value });
}

function isApproval(row: AwaitedRow): boolean {
  return kindOf(row) === "approval";
}

function approversOf({ run }: Awaiting): readonly string[] {
  const { approvers } = run.inputs as { readonly approvers?: readonly string[] };
  return approvers ?? [];
}
