import { describe, expect, test } from "vitest";
import { firstDifference } from "./first-difference.ts";

const secret = (commit: string) => ({ $redacted: "secret", commit });

describe("the first difference", () => {
  test.each([
    ["equal values", { a: [1, { b: null }] }, { a: [1, { b: null }] }, undefined],
    ["names in another order", { a: 1, b: 2 }, { b: 2, a: 1 }, undefined],
    ["a leaf", { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, { pointer: "/a/c", recorded: 2, attempted: 3 }],
    ["the first by name", { b: 1, a: 1 }, { b: 2, a: 2 }, { pointer: "/a", recorded: 1, attempted: 2 }],
    ["an entry past ten", [..."abcdefghijkl"], [..."abXdefghijkX"], { pointer: "/2", recorded: "c", attempted: "X" }],
    ["a missing name", { "a/b": 1 }, {}, { pointer: "/a~1b", recorded: 1 }],
    ["an added entry", [], [null], { pointer: "/0", attempted: null }],
    ["another kind", { a: [] }, { a: {} }, { pointer: "/a", recorded: [], attempted: {} }],
    ["nothing", undefined, 1, { pointer: "", attempted: 1 }],
    ["equal secrets", { a: secret("c") }, { a: secret("c") }, undefined],
    [
      "a secret, whole",
      { a: secret("c") },
      { a: secret("d") },
      { pointer: "/a", recorded: secret("c"), attempted: secret("d") },
    ],
  ])("of %s", (_, recorded, attempted, difference) => {
    expect(firstDifference(recorded, attempted)).toEqual(difference);
  });
});
