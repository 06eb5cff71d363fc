import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { CT_PURE_ECDSA_SIGN_V0 } from "../../generated/contracts.ts";
import { bytesOfHex, hexOf } from "../hex.ts";
import { violation } from "../violation.ts";
import { secp256k1KeyOf } from "./secp256k1-key-of.ts";

/**
 * Signs a hash with a key of secp256k1: RFC 6979 without extra entropy, so that the same hash always has the same
 * signature, and low s. The hash is signed as it is. `v` is the recovery id, 0 to 3.
 */
export const ecdsaSign: CT_PURE_ECDSA_SIGN_V0 = ({ private_key_bytes, message_hash }) => {
  const key = secp256k1KeyOf(private_key_bytes);
  if (key === undefined) return violation("the key is not a private key of 32 bytes");
  const hash = bytesOfHex(message_hash);
  if (hash?.length !== 32) return violation("the hash is not 32 bytes");
  const signed = secp256k1.sign(hash, key, { prehash: false, lowS: true, format: "recovered" });
  const [v = 0] = signed;
  const bytes = Uint8Array.of(...signed.subarray(1), v);
  return {
    outcome: "SUCCESS",
    outputs: {
      v,
      r: hexOf(bytes.subarray(0, 32)),
      s: hexOf(bytes.subarray(32, 64)),
      signed_bytes: hexOf(bytes),
    },
  };
};
