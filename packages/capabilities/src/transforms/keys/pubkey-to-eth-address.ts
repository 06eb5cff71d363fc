import { keccak_256 } from "@noble/hashes/sha3.js";
import type { CT_PURE_PUBKEY_TO_ETH_ADDRESS_V0 } from "../../generated/contracts.ts";
import { hexOf } from "../hex.ts";
import { violation } from "../violation.ts";
import { notUncompressed, uncompressedKeyOf } from "./uncompressed-key-of.ts";

const addressBytes = 20;

/** Gives the Ethereum address of a public key, in lower case. Never asks whether the point lies on the curve. */
export const pubkeyToEthAddress: CT_PURE_PUBKEY_TO_ETH_ADDRESS_V0 = ({ public_key_uncompressed_bytes }) => {
  const key = uncompressedKeyOf(public_key_uncompressed_bytes);
  if (key === undefined) return violation(notUncompressed);
  return {
    outcome: "SUCCESS",
    outputs: { eth_address_hex: hexOf(keccak_256(key.subarray(1)).subarray(-addressBytes)) },
  };
};
