import { secp256k1 } from "@noble/curves/secp256k1.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOfHex, hexOf } from "../hex.ts";
import { ecdsaSign } from "./ecdsa-sign.ts";

const thirtyTwoBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const halfOrder = secp256k1.Point.Fn.ORDER / 2n;

describe("ecdsaSign", () => {
  test("gives a signature with low s from which the signer's public key is recovered", () => {
    fc.assert(
      fc.property(thirtyTwoBytes, thirtyTwoBytes, (key, hash) => {
        fc.pre(secp256k1.utils.isValidSecretKey(key));
        const signed = ecdsaSign({ private_key_bytes: hexOf(key), message_hash: hexOf(hash), curve: "secp256k1" });
        if (signed.outcome !== "SUCCESS") throw new Error(signed.reason);
        const { v, r, s, signed_bytes } = signed.outputs;
        expect(BigInt(s) <= halfOrder).toBe(true);
        expect(signed_bytes).toBe(`${r}${s.slice(2)}0${v}`);
        const compact = bytesOfHex(`${r}${s.slice(2)}`) ?? new Uint8Array();
        const signer = secp256k1.Signature.fromBytes(compact, "compact").addRecoveryBit(v).recoverPublicKey(hash);
        expect(signer.toHex()).toBe(secp256k1.Point.fromBytes(secp256k1.getPublicKey(key)).toHex());
      }),
      { numRuns: 20 },
    );
  });
});
