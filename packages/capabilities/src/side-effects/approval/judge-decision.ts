import { type Diagnostic, type JsonObject, rules } from "@pgs/governance";
import { canonicalize, nowhere, type OpenedWaitCall } from "@pgs/runtime";
import { hasCome } from "../waits/instant-after.ts";
import { findKey, hasSigned, type TrustedApprover } from "./approver-keys.ts";
import { type Approver, type Bound, type Decision, signedText } from "./decision.ts";

/** A decision, what is waited for, and who decided as far as that is known. */
export interface Case {
  readonly decision: Decision;
  readonly call: OpenedWaitCall;
  /** What the decision has to be bound to. */
  readonly asked: Bound;
  readonly signer: Signer;
  /** Whom the key belongs to; without one, who is claimed. */
  readonly approver: Approver;
  /** What `identified_by` says of the approver; empty: nothing. */
  readonly approverId: string;
}

/** `unsigned`: there is no signature. `unknown`: the key is not listed. `forged`: the key did not sign this. */
interface Signer {
  readonly kind: "unsigned" | "unknown" | "forged" | "genuine";
  /** The fingerprint of the key; empty: unsigned. */
  readonly key: string;
}

/** Puts together what a decision is judged by. */
export function openCase(
  decision: Decision,
  given: { readonly call: OpenedWaitCall; readonly asked: Bound; readonly trusted: readonly TrustedApprover[] },
): Case {
  const { call, asked, trusted } = given;
  const { signature } = decision;
  const found = signature === undefined ? undefined : findKey(trusted, { fingerprint: signature.key, now: call.now });
  const kind = signerKind(decision, found?.key);
  const admitted = call.inputs["approvers"] as readonly string[];
  const owner = found?.owners.find(({ actor }) => admitted.includes(actor)) ?? found?.owners[0];
  const approver = kind === "genuine" && owner !== undefined ? owner : decision.approver;
  const id = ownOf(approver.attributes, call.inputs["identified_by"] as string);
  return {
    decision,
    call,
    asked,
    signer: { kind, key: signature?.key ?? "" },
    approver: { actor: approver.actor, attributes: approver.attributes },
    approverId: typeof id === "string" && id.trim() !== "" ? id : "",
  };
}

/** Why a decision is refused, and where in it; undefined: it counts. The first reason of this order is the one told. */
export function judgeDecision(judged: Case): { readonly finding: Diagnostic; readonly at: string } | undefined {
  for (const { at, refuse } of grounds) {
    const finding = refuse(judged);
    if (finding !== undefined) return { finding, at };
  }
  return undefined;
}

interface Ground {
  /** JSON pointer. */
  readonly at: string;
  readonly refuse: (judged: Case) => Diagnostic | undefined;
}

const grounds: readonly Ground[] = [
  {
    at: "/bound/approval",
    refuse: ({ decision: { bound }, asked }) =>
      bound.approval === asked.approval
        ? undefined
        : rules.approvalIsTheOneDecided({ decided: bound.approval, approval: asked.approval }, nowhere),
  },
  {
    at: "/bound/subject",
    refuse: ({ decision: { bound }, asked }) =>
      bound.subject === asked.subject ? undefined : rules.approvalBindsArguments({}, nowhere),
  },
  {
    at: "/bound/program",
    refuse: ({ decision: { bound }, asked }) =>
      bound.program === asked.program
        ? undefined
        : rules.approvalBindsProgram({ decided: bound.program, program: asked.program }, nowhere),
  },
  {
    at: "/bound/requester",
    refuse: ({ decision: { bound }, asked }) =>
      bound.requester === asked.requester ? undefined : rules.approvalBindsRequester({}, nowhere),
  },
  {
    at: "/bound/expires",
    refuse: ({ decision: { bound }, asked }) =>
      bound.expires === asked.expires
        ? undefined
        : rules.approvalBindsExpiry({ decided: bound.expires, expires: asked.expires }, nowhere),
  },
  {
    at: "/at",
    refuse: ({ decision, asked, call }) =>
      hasCome(asked.expires, call.now) || hasCome(asked.expires, decision.at)
        ? rules.approvalInTime({ expires: asked.expires }, nowhere)
        : undefined,
  },
  { at: "/signature", refuse: judgeSignature },
  {
    at: "/approver/actor",
    refuse: ({ approver: { actor }, call }) => {
      const admitted = call.inputs["approvers"] as readonly string[];
      if (admitted.includes(actor)) return undefined;
      const approvers = admitted.map((one) => `\`${one}\``).join(" or ");
      return rules.approverAmongApprovers({ actor, approvers }, nowhere);
    },
  },
  {
    at: "/approver/attributes",
    refuse: ({ approverId, call }) =>
      approverId === ""
        ? rules.approverIdentified({ attribute: call.inputs["identified_by"] as string }, nowhere)
        : undefined,
  },
  {
    at: "/approver",
    refuse: (judged) =>
      judged.call.inputs["separation_of_duty"] !== false && isRequester(judged)
        ? rules.approverIsNotRequester({}, nowhere)
        : undefined,
  },
];

function judgeSignature({ signer: { kind, key }, call, asked }: Case): Diagnostic | undefined {
  switch (kind) {
    case "unsigned":
      return call.inputs["key_required"] === true
        ? rules.approvalKeyDemanded({ approval: asked.approval }, nowhere)
        : undefined;
    case "unknown":
      return rules.approvalKeyKnown({ key }, nowhere);
    case "forged":
      return rules.approvalSignatureGenuine({ key }, nowhere);
    case "genuine":
      return undefined;
  }
}

function signerKind(decision: Decision, key: Parameters<typeof hasSigned>[0] | undefined): Signer["kind"] {
  if (decision.signature === undefined) return "unsigned";
  if (key === undefined) return "unknown";
  return hasSigned(key, signedText(decision), decision.signature.value) ? "genuine" : "forged";
}

/** By the id that the protocol names, by the same attribute of who asked, and by the whole claim. */
function isRequester({ call, approver, approverId }: Case): boolean {
  const { requester, inputs } = call;
  const claimOf = ({ actor, attributes }: Approver): string => canonicalize({ actor, attributes });
  return (
    approverId === inputs["requester"] ||
    approverId === ownOf(requester.attributes, inputs["identified_by"] as string) ||
    claimOf(approver) === claimOf(requester)
  );
}

function ownOf(record: JsonObject, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
