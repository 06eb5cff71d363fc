import { HDKey } from "@scure/bip32";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesOfHex, hexOf } from "../hex.ts";
import { deriveChildKey } from "./derive-child-key.ts";
import { deriveMasterKey } from "./derive-master-key.ts";

describe("deriveChildKey", () => {
  test("goes down a path of any indices to the key that the path as a whole has", () => {
    const seeds = fc.uint8Array({ minLength: 16, maxLength: 64 });
    const paths = fc.array(fc.tuple(fc.nat({ max: 0x7fffffff }), fc.boolean()), { maxLength: 3 });
    fc.assert(
      fc.property(seeds, paths, (seed, path) => {
        const text = path.map(([index, isHardened]) => `/${index}${isHardened ? "'" : ""}`).join("");
        const whole = HDKey.fromMasterSeed(seed).derive(`m${text}`);
        expect(walk(hexOf(seed), path)).toBe(hexOf(whole.privateKey ?? new Uint8Array()));
      }),
      { numRuns: 20 },
    );
  });

  test("keeps the zeros in front of a key", () => {
    const master = HDKey.fromMasterSeed(
      bytesOfHex("3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678") ?? new Uint8Array(),
    );
    const child = deriveChildKey({
      parent_private_key_bytes: hexOf(master.privateKey ?? new Uint8Array()),
      parent_chain_code_bytes: hexOf(master.chainCode ?? new Uint8Array()),
      index: 0x80000000,
    });
    expect(child.outputs).toMatchObject({ child_private_key_bytes: expect.stringMatching(/^0x00[0-9a-f]{62}$/) });
  });
});

function walk(seed: string, path: readonly (readonly [number, boolean])[]): string {
  const master = deriveMasterKey({ seed_bytes: seed });
  if (master.outcome !== "SUCCESS") throw new Error(master.reason);
  let key = master.outputs.master_private_key_bytes;
  let chain = master.outputs.master_chain_code_bytes;
  for (const [index, isHardened] of path) {
    const child = deriveChildKey({
      parent_private_key_bytes: key,
      parent_chain_code_bytes: chain,
      index: index + (isHardened ? 0x80000000 : 0),
    });
    if (child.outcome !== "SUCCESS") throw new Error(child.reason);
    key = child.outputs.child_private_key_bytes;
    chain = child.outputs.child_chain_code_bytes;
  }
  return key;
}
