import { pbkdf2Sync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { mnemonicToSeed } from "./mnemonic-to-seed.ts";

const mnemonic = "legal winner thank year wave sausage worth useful legal winner thank yellow";
const seedOf = (passphrase: string): string =>
  `0x${pbkdf2Sync(mnemonic, `mnemonic${passphrase.normalize("NFKD")}`, 2048, 64, "sha512").toString("hex")}`;

describe("mnemonicToSeed", () => {
  test.each(["", "TREZOR", "pässword", "㍍ガバヴァぱばぐゞちぢ十人十色", "😀"])(
    "stretches with the passphrase %j as the host's own PBKDF2 does",
    (passphrase) => {
      expect(mnemonicToSeed({ mnemonic, passphrase })).toEqual({
        outcome: "SUCCESS",
        outputs: { seed_bytes: seedOf(passphrase) },
      });
    },
  );

  test("never quotes a sentence that it refuses", () => {
    const refused = mnemonicToSeed({ mnemonic: `${mnemonic} winner`, passphrase: "" });
    expect(refused).toEqual({
      outcome: "VIOLATION",
      outputs: {},
      reason: "the mnemonic is not 12, 15, 18, 21 or 24 English words with a valid checksum",
    });
  });
});
