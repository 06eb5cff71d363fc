import { HDKey } from "@scure/bip32";
import type { CT_PURE_DERIVE_CHILD_KEY_V0 } from "../../generated/contracts.ts";
import { bytesOfHex, hexOf } from "../hex.ts";
import { violation } from "../violation.ts";
import { secp256k1KeyOf } from "./secp256k1-key-of.ts";

/**
 * Derives the private child key at an index, as BIP-32 has it: hardened from 2^31 on. An index that has no child, which
 * nobody has ever met, is a violation; never goes on to the next index by itself.
 */
export const deriveChildKey: CT_PURE_DERIVE_CHILD_KEY_V0 = (parent) => {
  const privateKey = secp256k1KeyOf(parent.parent_private_key_bytes);
  if (privateKey === undefined) return violation("the parent key is not a private key of 32 bytes");
  const chainCode = bytesOfHex(parent.parent_chain_code_bytes);
  if (chainCode?.length !== 32) return violation("the parent chain code is not 32 bytes");
  const child = new HDKey({ privateKey, chainCode }).deriveChild(parent.index);
  if (child.index !== parent.index || child.privateKey === null || child.chainCode === null) {
    return violation("the index has no child key");
  }
  return {
    outcome: "SUCCESS",
    outputs: { child_private_key_bytes: hexOf(child.privateKey), child_chain_code_bytes: hexOf(child.chainCode) },
  };
};
