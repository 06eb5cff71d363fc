import { type Diagnostic, rules } from "@pgs/governance";
import { canonicalize, type EffectAnswer, nowhere, type OpenedWaitCall, type Wait, type WaitProof } from "@pgs/runtime";
import { refusal } from "../waits/refusal.ts";
import { type KeptDecision, reviveDecision } from "./decision.ts";

/** An answer as it is kept, what was waited for then, and how a decision about that is judged. */
interface Kept {
  readonly call: OpenedWaitCall;
  readonly answer: EffectAnswer;
  readonly settle: Wait["settle"];
}

/**
 * Judges a decision that was taken by what is kept of it: the same offer, at the same instant, must be answered the same
 * today. An approver who is not trusted any more proves nothing, and whoever wrote another decision over it needs the key.
 */
export function proveDecision({ call, answer, settle }: Kept): WaitProof | undefined {
  const { outcome, outputs } = answer;
  if (outcome !== "APPROVED" && outcome !== "REJECTED") return undefined;
  const { signed, withheld, signature, ...told } = outputs;
  const key = String(told["key"] ?? "");
  if (signature === undefined) return proveUnsigned(call, { outcome, key });
  const kept = { signed, withheld, signature } as unknown as KeptDecision;
  const offer = reviveDecision(kept, key);
  if (offer === undefined) return refused(rules.approvalKeptWhole({ problem: "what was signed is no JSON" }, nowhere));
  const again = settle(call, offer);
  if ("refused" in again) return { kind: "refused", reason: again.refused };
  const isSame = again.outcome === outcome && canonicalize(again.outputs) === canonicalize(outputs);
  if (isSame) return { kind: "proved" };
  return refused(rules.approvalKeptWhole({ problem: "the journal tells another decision than was signed" }, nowhere));
}

/** Whoever takes a signature away must not thereby be rid of it. */
function proveUnsigned(
  { id, inputs, fits }: OpenedWaitCall,
  { outcome, key }: { readonly outcome: string; readonly key: string },
): WaitProof {
  if (key === "" && inputs["key_required"] === true)
    return refused(rules.approvalKeyDemanded({ approval: id }, nowhere));
  if (key === "") return { kind: "unsigned" };
  if (!fits({ outcome, outputs: exemplar })) return { kind: "unkept" };
  return refused(rules.approvalKeptWhole({ problem: "it names a key, and there is no signature of it" }, nowhere));
}

function refused(finding: Diagnostic): WaitProof {
  return { kind: "refused", reason: refusal(finding, "").refused };
}

/** An answer that only a program declares which keeps what was signed. */
const exemplar = {
  approval_id: "",
  approver: "",
  approver_id: "",
  decided_at: "2026-01-01T00:00:00.000Z",
  key: "",
  note: "",
  signed: "",
  withheld: { attributes: {}, nonce: "", note: "" },
  signature: "",
};
