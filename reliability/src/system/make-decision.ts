import { createPrivateKey, createPublicKey } from "node:crypto";
import { type Bound, signDecision, type TrustedApprover } from "@pgs/capabilities";
import type { Json } from "@pgs/governance";
import type { AwaitedRow } from "@pgs/runtime";
import type { AskedDecision } from "../workload/phase.ts";

/** The same in every process. It protects nothing. */
const key = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, 8)]),
  format: "der",
  type: "pkcs8",
});
const public_key = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");

/** Whom the key is listed for. */
export const approvers: readonly TrustedApprover[] = [
  { public_key, actor: "shelf::AC_KEEPER_V0", attributes: { id: "K_1" } },
  { public_key, actor: "ai_governance::AC_SUPERVISOR_V0", attributes: { user_id: "SUP_1" } },
];

/** Decides about what a run asks for as it stands in the ledger, as `pgs approve` does. */
export function makeDecision({ decision, by, isSigned }: AskedDecision, at: { row: AwaitedRow; now: string }): Json {
  const bound = JSON.parse(at.row.body) as Bound;
  const made = { decision, approver: by, at: at.now, bound, nonce: "0".repeat(32) };
  return JSON.parse(JSON.stringify(isSigned === true ? signDecision(made, key) : made)) as Json;
}
