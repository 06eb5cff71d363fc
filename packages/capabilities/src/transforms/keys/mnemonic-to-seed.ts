import { validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import type { CT_PURE_MNEMONIC_TO_SEED_V0 } from "../../generated/contracts.ts";
import { pbkdf2Sha512Hex } from "../lent-hashes.ts";
import { violation } from "../violation.ts";

const rounds = 2048;
const seedBytes = 64;

/**
 * Stretches an English BIP-39 sentence and a passphrase to a seed. Case and blanks of the sentence do not matter; its
 * words and its checksum do. Any passphrase is right: another one is another wallet.
 */
export const mnemonicToSeed: CT_PURE_MNEMONIC_TO_SEED_V0 = ({ mnemonic, passphrase }) => {
  const sentence = mnemonic.trim().toLowerCase().normalize("NFKD").split(/\s+/u).join(" ");
  if (!validateMnemonic(sentence, wordlist)) {
    return violation("the mnemonic is not 12, 15, 18, 21 or 24 English words with a valid checksum");
  }
  const salt = `mnemonic${passphrase}`.normalize("NFKD");
  const seed = pbkdf2Sha512Hex(sentence, { salt, rounds, bytes: seedBytes });
  return { outcome: "SUCCESS", outputs: { seed_bytes: `0x${seed}` } };
};
