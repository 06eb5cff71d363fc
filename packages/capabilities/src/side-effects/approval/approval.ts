import { type Json, type JsonObject, rules } from "@pgs/governance";
import { canonicalize, type EffectAnswer, nowhere, type OpenedWaitCall, type Wait, type WaitCall } from "@pgs/runtime";
import { isBlank } from "../answer-of.ts";
import { instantAfter } from "../waits/instant-after.ts";
import { refusal } from "../waits/refusal.ts";
import { tooFarAhead, violation } from "../waits/violation.ts";
import type { TrustedApprover } from "./approver-keys.ts";
import { type Bound, keepDecision } from "./decision.ts";
import { type Case, judgeDecision, openCase } from "./judge-decision.ts";
import { parseDecision } from "./parse-decision.ts";
import { proveDecision } from "./prove-decision.ts";

/**
 * Waits for CS_APPROVAL_V0: an offer is a `Decision`, and what is awaited has the `Bound` that it is to carry as its body.
 * With a signature the approver is whom the key belongs to, among `trusted`; never what the decision claims.
 */
export function approvalBy(trusted: readonly TrustedApprover[]): Wait {
  const settle: Wait["settle"] = (call, offer) => settleDecision(trusted, call, offer);
  return {
    open(call) {
      const { inputs, now } = call;
      if (isBlank(inputs["summary"])) return violation("the summary is blank");
      if (isBlank(inputs["requester"])) return violation("the requester is blank");
      const due = instantAfter(now, inputs["expires_in_seconds"] as number);
      return due === undefined ? tooFarAhead : { due, body: { ...boundTo(call, due) } };
    },
    settle,
    expire({ id }) {
      return { outcome: "EXPIRED", outputs: { approval_id: id }, reason: "nobody decided in time" };
    },
    prove: (call, answer) => proveDecision({ call, answer, settle }),
  };
}

function settleDecision(
  trusted: readonly TrustedApprover[],
  call: OpenedWaitCall,
  offer: Json,
): ReturnType<Wait["settle"]> {
  const parsed = parseDecision(offer);
  if (!parsed.ok) return refusal(rules.approvalDecisionWellFormed({ problem: parsed.problem }, nowhere), "");
  const asked = boundTo(call, call.body["expires"] as string);
  const judged = openCase(parsed.decision, { call, asked, trusted });
  const refused = judgeDecision(judged);
  return refused === undefined ? answerOf(judged) : refusal(refused.finding, refused.at);
}

/** What was signed is kept where the program declares that it is. */
function answerOf({ call, decision, approver, approverId, signer }: Case): EffectAnswer {
  const told: JsonObject = {
    approval_id: call.id,
    approver: approver.actor,
    approver_id: approverId,
    decided_at: call.now,
    key: signer.key,
    note: decision.note ?? "",
  };
  const isYes = decision.decision === "approved";
  const outcome = isYes ? "APPROVED" : "REJECTED";
  const kept = { ...told, ...keepDecision(decision) };
  const outputs = call.fits({ outcome, outputs: kept }) ? kept : told;
  return isYes ? { outcome, outputs } : { outcome, outputs, reason: `\`${approver.actor}\` said no` };
}

/** What a decision is to be bound to. Subject and requester are commitments: they may be nobody's business. */
function boundTo({ id, inputs, program, requester, commit }: WaitCall, expires: string): Bound {
  const { actor, attributes } = requester;
  return {
    approval: id,
    subject: commit(canonicalize(inputs["subject"] ?? null)),
    program,
    requester: commit(canonicalize({ id: inputs["requester"] ?? "", actor, attributes })),
    expires,
  };
}
