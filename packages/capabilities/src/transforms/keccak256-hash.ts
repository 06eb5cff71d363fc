import { keccak_256 } from "@noble/hashes/sha3.js";
import type { CT_PURE_KECCAK256_HASH_V0 } from "../generated/contracts.ts";
import { bytesOfHex, hexOf } from "./hex.ts";
import { notHex } from "./violation.ts";

/** Hashes bytes with Keccak-256 as it was before FIPS 202; SHA3-256 pads otherwise and gives another hash. */
export const keccak256Hash: CT_PURE_KECCAK256_HASH_V0 = ({ input_bytes }) => {
  const bytes = bytesOfHex(input_bytes);
  return bytes === undefined
    ? notHex("the input")
    : { outcome: "SUCCESS", outputs: { hash_hex: hexOf(keccak_256(bytes)) } };
};
