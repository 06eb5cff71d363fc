import type { EffectCall } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { entropy } from "./entropy.ts";

/** A call whose host gives `given` bytes, each one higher than the one before. */
function call(bits: number, given = bits / 8): EffectCall {
  const bytes = Uint8Array.from({ length: given }, (_, at) => at);
  const asked = { op: "SAMPLE", inputs: { bits }, event: "", run: "R_1", now: "2026-01-01T00:00:00.000Z" };
  return { ...asked, entropy: { bytes: () => bytes } };
}

describe("CS_ENTROPY_V0", () => {
  test("gives the bytes of the host as they are", () => {
    expect(entropy(call(128))).toEqual({
      outcome: "SUCCESS",
      outputs: { entropy_bytes: "0x000102030405060708090a0b0c0d0e0f" },
    });
    expect(entropy(call(256)).outputs["entropy_bytes"]).toMatch(/^0x[0-9a-f]{64}$/);
  });

  test("fails when the host gives fewer than were asked for", () => {
    expect(() => entropy(call(128, 15))).toThrow("the host gave 15 random bytes and not 16");
  });
});
