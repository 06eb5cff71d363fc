import { HDKey } from "@scure/bip32";
import type { CT_PURE_DERIVE_MASTER_KEY_V0 } from "../../generated/contracts.ts";
import { bytesOfHex, hexOf } from "../hex.ts";
import { notHex, violation } from "../violation.ts";

/** Derives the master key and chain code of a seed, as BIP-32 has it. */
export const deriveMasterKey: CT_PURE_DERIVE_MASTER_KEY_V0 = ({ seed_bytes }) => {
  const seed = bytesOfHex(seed_bytes);
  if (seed === undefined) return notHex("the seed");
  if (seed.length < 16 || seed.length > 64) return violation(`the seed has ${seed.length} bytes, not 16 to 64`);
  const { privateKey, chainCode } = HDKey.fromMasterSeed(seed);
  if (privateKey === null || chainCode === null) return violation("the seed gives no valid key");
  return {
    outcome: "SUCCESS",
    outputs: { master_private_key_bytes: hexOf(privateKey), master_chain_code_bytes: hexOf(chainCode) },
  };
};
