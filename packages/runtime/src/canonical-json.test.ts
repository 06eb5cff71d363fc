import { describe, expect, test } from "vitest";
import { canonicalJson, sha256Hex } from "./canonical-json.ts";

describe("canonicalJson", () => {
  test("sorts names by code unit, at every depth, and leaves arrays in order", () => {
    expect(
      canonicalJson({ b: [3, 1, { z: null, y: true }], a: "x", "\u20ac": 1, "\ud83d\ude00": 2, "\ufb33": 3 }),
    ).toBe('{"a":"x","b":[3,1,{"y":true,"z":null}],"€":1,"😀":2,"\ufb33":3}');
  });

  test("writes numbers and strings as RFC 8785 does", () => {
    expect(canonicalJson([333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0, '\u20ac$\u000f\nA\'B"\\"/'])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,"€$\\u000f\\nA\'B\\"\\\\\\"/"]',
    );
  });
});

describe("sha256Hex", () => {
  test("hashes UTF-8", () => {
    expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256Hex("é")).toBe("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  });
});
