import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type OpenedWaitCall, sha256Hex } from "@pgs/runtime";
import { approvalBy } from "../side-effects/approval/approval.ts";
import type { TrustedApprover } from "../side-effects/approval/approver-keys.ts";
import type { Bound, Decision } from "../side-effects/approval/decision.ts";

export const supervisor = "ai_governance::AC_SUPERVISOR_V0";
export const auditor = "ai_governance::AC_AUDITOR_V0";
/** One that is listed, and one that is not. */
export const [known, other] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];

export function pem(key: KeyObject): string {
  return String(key.export({ format: "pem", type: "spki" }));
}

export const trusted: readonly TrustedApprover[] = [
  { public_key: pem(known.publicKey), actor: supervisor, attributes: { user_id: "SUP_1" } },
];
export const approval = approvalBy(trusted);

/** A question that somebody may answer. */
export const call: OpenedWaitCall = {
  op: "REQUEST",
  inputs: {
    subject: { tool: "REVOKE_LICENSE", parameters: { quantity: 3 } },
    summary: "May the agent take a licence away?",
    approvers: [supervisor],
    requester: "EMP_1",
    identified_by: "user_id",
    separation_of_duty: true,
    key_required: false,
    expires_in_seconds: 3600,
  },
  run: "R_1",
  id: "AW_1",
  now: "2026-01-01T00:30:00.000Z",
  program: "a".repeat(64),
  requester: { actor: "ai_governance::AC_AGENT_V0", attributes: { agent_id: "AG_1" }, provenance: "principal" },
  commit: (text) => sha256Hex(`a key ${text}`),
  fits: () => true,
  body: {},
};

/** What is awaited of a call that was opened half an hour earlier. */
export function opened(over: Partial<OpenedWaitCall> = {}): OpenedWaitCall {
  const asked = { ...call, ...over };
  const at = approval.open({ ...asked, now: "2026-01-01T00:00:00.000Z" });
  if (!("body" in at)) throw new Error(at.outcome);
  return { ...asked, body: at.body };
}

/** A decision about it by who may take one. */
export function decided(waits: OpenedWaitCall, over: Partial<Decision> = {}): Decision {
  return {
    decision: "approved",
    approver: { actor: supervisor, attributes: { user_id: "SUP_1" } },
    at: "2026-01-01T00:20:00.000Z",
    bound: waits.body as unknown as Bound,
    nonce: "0".repeat(32),
    ...over,
  };
}
