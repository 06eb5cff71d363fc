import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { type Diagnostic, type JsonObject, rules } from "@pgs/governance";
import { nowhere, sha256Hex } from "@pgs/runtime";
import { hasCome } from "../waits/instant-after.ts";

/** Whose decisions a key signs, as the configuration lists it. */
export interface TrustedApprover {
  /** ed25519, as PEM or as the base64 of its DER form. */
  readonly public_key: string;
  /** FQDN of an AC_. */
  readonly actor: string;
  readonly attributes: JsonObject;
  /** From when on nothing that the key signs counts any more, RFC 3339: what was taken before stays proved. */
  readonly until?: string;
}

/** Finds out that a text in the place of a public key is none, so that it is said before anybody decides. */
export function checkApproverKey(text: string): Diagnostic | undefined {
  return readKey(text) === undefined ? rules.approverKeyWellFormed({ key: text.trim() }, nowhere) : undefined;
}

/** What a key is called: the SHA-256 of its public DER form, in hex. Throws on a key that is not ed25519. */
export function fingerprintOf(key: KeyObject): string {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("a decision is signed with an ed25519 key");
  const open = key.type === "public" ? key : createPublicKey(key);
  return sha256Hex(open.export({ format: "der", type: "spki" }));
}

/** Finds a key by its fingerprint, and everybody that it is listed for at that instant. */
export function findKey(
  approvers: readonly TrustedApprover[],
  { fingerprint, now }: { readonly fingerprint: string; readonly now: string },
): { readonly key: KeyObject; readonly owners: readonly TrustedApprover[] } | undefined {
  const read = approvers.flatMap((owner) => {
    if (owner.until !== undefined && hasCome(owner.until, now)) return [];
    const key = readKey(owner.public_key);
    return key === undefined || fingerprintOf(key) !== fingerprint ? [] : [{ key, owner }];
  });
  return read[0] === undefined ? undefined : { key: read[0].key, owners: read.map(({ owner }) => owner) };
}

/** Whether a key signed a text. `signature` is base64. */
export function hasSigned(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"));
}

/** Never takes a private key for the public one that it holds: it would have been written down where it is read. */
function readKey(text: string): KeyObject | undefined {
  try {
    const key = text.includes("-----BEGIN PUBLIC KEY-----")
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}
