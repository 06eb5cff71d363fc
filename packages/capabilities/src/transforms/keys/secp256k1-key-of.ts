import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesOfHex } from "../hex.ts";

/** Reads a private key of secp256k1: 32 bytes that are neither 0 nor past the order. Gives undefined for anything else. */
export function secp256k1KeyOf(text: string): Uint8Array | undefined {
  const bytes = bytesOfHex(text);
  return bytes !== undefined && secp256k1.utils.isValidSecretKey(bytes) ? bytes : undefined;
}
