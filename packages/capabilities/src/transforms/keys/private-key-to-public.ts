import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import type { CT_PURE_PRIVATE_KEY_TO_PUBLIC_V0 } from "../../generated/contracts.ts";
import { bytesOfHex, hexOf } from "../hex.ts";
import { violation } from "../violation.ts";

const curves = { secp256k1, secp256r1: p256 };

/** Gives the public key of a private key, uncompressed: `04`, X, Y. */
export const privateKeyToPublic: CT_PURE_PRIVATE_KEY_TO_PUBLIC_V0 = ({ private_key_bytes, curve }) => {
  const privateKey = bytesOfHex(private_key_bytes);
  const { getPublicKey, utils } = curves[curve];
  if (privateKey === undefined || !utils.isValidSecretKey(privateKey)) {
    return violation(`the key is not a private key of ${curve}: 32 bytes, neither 0 nor past the order`);
  }
  return {
    outcome: "SUCCESS",
    outputs: { public_key_uncompressed_bytes: hexOf(getPublicKey(privateKey, false)) },
  };
};
