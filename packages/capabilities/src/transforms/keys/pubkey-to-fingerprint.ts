import { ripemd160 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { CT_PURE_PUBKEY_TO_FINGERPRINT_V0 } from "../../generated/contracts.ts";
import { violation } from "../violation.ts";
import { notUncompressed, uncompressedKeyOf } from "./uncompressed-key-of.ts";

/** Gives the BIP-32 fingerprint of a public key: 4 bytes of RIPEMD-160 over SHA-256 over the compressed key. */
export const pubkeyToFingerprint: CT_PURE_PUBKEY_TO_FINGERPRINT_V0 = ({ public_key_uncompressed_bytes }) => {
  const key = uncompressedKeyOf(public_key_uncompressed_bytes);
  if (key === undefined) return violation(notUncompressed);
  const fingerprint = ripemd160(sha256(compressed(key))).subarray(0, 4);
  return { outcome: "SUCCESS", outputs: { fingerprint: bytesToHex(fingerprint) } };
};

/** X, behind the parity of Y. */
function compressed(key: Uint8Array): Uint8Array {
  const bytes = key.slice(0, 33);
  bytes[0] = 2 + ((key[64] ?? 0) & 1);
  return bytes;
}
