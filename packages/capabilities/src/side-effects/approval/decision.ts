import { type KeyObject, sign } from "node:crypto";
import type { JsonObject } from "@pgs/governance";
import { canonicalize, sha256Hex } from "@pgs/runtime";
import { fingerprintOf } from "./approver-keys.ts";

/** What an approval waits for: who decides what, about exactly what. */
export interface Decision {
  readonly decision: "approved" | "rejected";
  readonly approver: Approver;
  /** When the approver decided, by their clock. RFC 3339. */
  readonly at: string;
  readonly note?: string;
  readonly bound: Bound;
  /** Random hexadecimal digits, at least 32, that a signed decision must have: nobody finds by trying what is withheld. */
  readonly nonce?: string;
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
  /** ed25519 over `signedText`, in base64. */
  readonly value: string;
}

/** The text that is signed: RFC 8785. Of what may be personal it has a digest, so that anybody may be shown it. */
export function signedText(decision: Decision): string {
  const { approver, at, bound, decision: verdict } = decision;
  const withheld = sha256Hex(canonicalize(withheldOf(decision)));
  return canonicalize({ approver: approver.actor, at, bound: { ...bound }, decision: verdict, withheld });
}

/** What a signed text has the digest of the RFC 8785 form of. */
function withheldOf({ approver, note = "", nonce = "" }: Decision): JsonObject {
  return { attributes: approver.attributes, nonce, note };
}

/** Signs a decision, replacing any signature it has. Throws where the key is not an ed25519 private key. */
export function signDecision(decision: Decision, privateKey: KeyObject): Decision {
  const value = sign(null, Buffer.from(signedText(decision)), privateKey).toString("base64");
  return { ...decision, signature: { key: fingerprintOf(privateKey), value } };
}

/** A signed decision as the outputs of an approval keep it, so that its signature can be verified ever after. */
export interface KeptDecision {
  readonly signed: string;
  readonly withheld: JsonObject;
  readonly signature: string;
}

/** What is kept of a signed decision; undefined: nobody signed it. */
export function keepDecision(decision: Decision): KeptDecision | undefined {
  const { signature } = decision;
  return signature && { signed: signedText(decision), withheld: withheldOf(decision), signature: signature.value };
}

/** Puts a decision together again that `key` signed. Undefined: what is kept as signed is no such text. */
export function reviveDecision({ signed, withheld, signature }: KeptDecision, key: string): JsonObject | undefined {
  const said = parseRecord(signed);
  if (said === undefined) return undefined;
  const { approver: actor = "", withheld: _, ...open } = said;
  const { attributes = {}, ...closed } = withheld;
  return { ...open, ...closed, approver: { actor, attributes }, signature: { key, value: signature } };
}

function parseRecord(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
