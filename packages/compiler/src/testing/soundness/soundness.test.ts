import { describe, expect, test } from "vitest";
import { findUnsound } from "./find-unsound.ts";

const seed = 20;

/** Without any of them some protocol that compiles is unsound: so the property can fail. */
const rulesOfSoundness = {
  "input-bound": "PGS3004",
  "optional-stays-optional": "PGS3006",
  "any-stays-any": "PGS3007",
  "types-agree": "PGS3020",
  "stated-value-fits": "PGS3021",
  "output-type-agrees": "PGS3022",
  "value-assigned": "PGS4012",
  "outcome-routed": "PGS4004",
  "step-outcome-routed": "PGS4009",
};

describe("a protocol that compiles", () => {
  // `npm run soundness` tries more, with other seeds.
  test("never does what it does not declare, whatever is asked and answered", { timeout: 300_000 }, () => {
    const search = findUnsound({ seed, protocols: 1_500, runs: 4, without: [], isShrunk: true });
    expect(search.found).toBeUndefined();
    expect(search.compiled / search.protocols).toBeGreaterThan(0.3);
    expect([...search.exits.keys()].sort()).toEqual(["DENIED", "DONE", "FAILED", "GONE", "LEFT", "REJECTED"]);
    // The rules that keep runs sound are met on the other side as well.
    const refusals = [...search.refusals.keys()];
    for (const code of Object.values(rulesOfSoundness)) expect(refusals).toContain(code);
  });

  test.each(Object.entries(rulesOfSoundness))("does so without the rule %s", { timeout: 120_000 }, (_, code) => {
    const search = findUnsound({ seed, protocols: 1_000, runs: 5, without: [code], isShrunk: false });
    expect(search.found).toBeDefined();
  });
});
