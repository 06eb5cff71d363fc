import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "@pgs/governance";
import { afterAll, describe, expect, test } from "vitest";
import { jsonOf, pgs } from "./pgs-command.ts";
import { sealedDomains } from "./sealed-domains.ts";
import { temporaryFolder } from "./temporary-workspace.ts";

const folder = temporaryFolder(afterAll);

interface TestData {
  readonly transform: string;
  readonly cases: readonly {
    readonly case: string;
    readonly inputs: JsonObject;
    readonly outcome: string;
    readonly outputs: JsonObject;
  }[];
}

const { artifacts } = JSON.parse(readFileSync(join(sealedDomains, "artifacts.json"), "utf8")) as {
  readonly artifacts: Readonly<Record<string, TestData>>;
};

/** What the sealed transforms answer in a process of their own, one call after the other. */
function answers(calls: readonly { readonly ct: string; readonly inputs: JsonObject }[]): readonly JsonObject[] {
  const input = calls.map((call) => `${JSON.stringify(call)}\n`).join("");
  const answer = pgs(["call", "--batch", "-", "--snapshot", sealedDomains], { cwd: folder, input });
  return answer.out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as JsonObject);
}

describe("the sealed transforms", () => {
  test.each([
    ["BIP39_ENTROPY_TO_MNEMONIC", 24],
    ["BIP39_MNEMONIC_TO_SEED", 24],
    ["BIP32_DERIVE_MASTER_KEY", 4],
    ["BIP32_DERIVE_CHILD_KEY", 13],
    ["RFC6979_ECDSA_SIGN", 7],
    ["KECCAK256_HASH", 8],
    ["WELL_KNOWN_KEYS", 5],
    ["WELL_KNOWN_ETH_ACCOUNTS", 9],
  ])("answer the published vectors of %s", (name, count) => {
    const { transform, cases } = artifacts[`capability_transforms::TEST_DATA_${name}_V0`] as TestData;
    expect(cases).toHaveLength(count);
    const attempted = answers(cases.map(({ inputs }) => ({ ct: transform, inputs })));
    expect(attempted).toEqual(cases.map(({ outcome, outputs }) => ({ outcome, outputs })));
  });

  test.each([
    [
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
      ["0x9858effd232b4033e47d90003d41ec34ecaeda94"],
    ],
    [
      "test test test test test test test test test test test junk",
      [
        "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
        "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
        "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc",
      ],
    ],
    [
      "candy maple cake sugar pudding cream honey rich smooth crumble sweet treat",
      ["0x627306090abab3a6e1400e9345bc60c78a8bef57", "0xf17f52151ebef6c7334fad080c5704d77216b732"],
    ],
    [
      "myth like bonus scare over problem client lizard pioneer submit female collect",
      ["0x90f8bf6a479f320ead074411a4b0e7944ea8c9c1", "0xffcf8fdee72ac11b5c542428b35eef5769c409f0"],
    ],
  ])("derive the addresses of %s", (mnemonic, addresses) => {
    const [stretched] = answers([{ ct: "CT_PURE_MNEMONIC_TO_SEED_V0", inputs: { mnemonic } }]);
    const { seed_bytes = "" } = (stretched?.["outputs"] ?? {}) as JsonObject;
    const accounts = answers(
      addresses.map((_, address_index) => ({
        ct: "CT_PURE_DERIVE_ETH_ACCOUNT_V0",
        inputs: { seed_bytes, coin_type: 60, address_index },
      })),
    );
    expect(accounts.map(({ outputs }) => outputs)).toEqual(
      addresses.map((address, index) =>
        expect.objectContaining({ address, derivation_path: `m/44'/60'/0'/0/${index}` }),
      ),
    );
  });

  test("refuse a mnemonic with a wrong checksum without quoting it", () => {
    const inputs = JSON.stringify({ mnemonic: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo" });
    const call = [
      "call",
      "--ct",
      "CT_PURE_MNEMONIC_TO_SEED_V0",
      "--inputs",
      "-",
      "--snapshot",
      sealedDomains,
      "--json",
    ];
    const answer = pgs(call, { cwd: folder, input: inputs });
    expect(answer.code).toBe(3);
    expect(jsonOf(answer)).toMatchObject({ outcome: "VIOLATION", outputs: {} });
    expect(answer.out + answer.err).not.toContain("zoo");
  });
});
