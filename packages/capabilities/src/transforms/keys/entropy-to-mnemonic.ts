import { entropyToMnemonic as sentenceOf } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { CT_PURE_ENTROPY_TO_MNEMONIC_V0 } from "../../generated/contracts.ts";
import { bytesOfHex } from "../hex.ts";
import { notHex, violation } from "../violation.ts";

const lengths: readonly number[] = [16, 20, 24, 28, 32];

/** Writes entropy as an English BIP-39 sentence of 12 to 24 words. Never makes entropy of its own. */
export const entropyToMnemonic: CT_PURE_ENTROPY_TO_MNEMONIC_V0 = ({ entropy_bytes }) => {
  const entropy = bytesOfHex(entropy_bytes);
  if (entropy === undefined) return notHex("the entropy");
  if (!lengths.includes(entropy.length)) {
    return violation(`the entropy has ${entropy.length} bytes, not one of ${lengths.join(", ")}`);
  }
  return { outcome: "SUCCESS", outputs: { mnemonic: sentenceOf(entropy, wordlist) } };
};
