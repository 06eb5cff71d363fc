import { type KeyObject, sign } from "node:crypto";
import type { JsonObject } from "@pgs/governance";
import { canonicalize } from "@pgs/runtime";
import { fingerprintOf } from "./approver-keys.ts";

/** What an approval waits for: who decides what, about exactly what. */
export interface Decision {
  readonly decision: "approved" | "rejected";
  readonly approver: Approver;
  /** When the approver decided, by their clock. RFC 3339. */
  readonly at: string;
  readonly note?: string;
  readonly bound: Bound;
  readonly signature?: DecisionSignature;
}

export interface Approver {
  /** FQDN of an AC_. */
  readonly actor: string;
  readonly attributes: JsonObject;
}

/** What a decision holds for, and nothing else: the `body` of what is awaited. */
export interface Bound {
  /** Id of the approval. */
  readonly approval: string;
  /** A commitment to the subject. */
  readonly subject: string;
  /** program_digest */
  readonly program: string;
  /** A commitment to who asks: their id and their claim. */
  readonly requester: string;
  /** Until when a decision is taken. RFC 3339. */
  readonly expires: string;
}

export interface DecisionSignature {
  /** The SHA-256 of the public key, in hex. */
  readonly key: string;
  /** ed25519 over `decisionText`, in base64. */
  readonly value: string;
}

/** The text that is signed: RFC 8785, without the signature. */
export function decisionText(decision: Decision): string {
  const { signature: _, ...unsigned } = decision;
  return canonicalize(unsigned as unknown as JsonObject);
}

/** Signs a decision, replacing any signature it has. Throws where the key is not an ed25519 private key. */
export function signDecision(decision: Decision, privateKey: KeyObject): Decision {
  const value = sign(null, Buffer.from(decisionText(decision)), privateKey).toString("base64");
  return { ...decision, signature: { key: fingerprintOf(privateKey), value } };
}
