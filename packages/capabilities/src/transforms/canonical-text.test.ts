import { describe, expect, test } from "vitest";
import { canonicalText, findInexactNumber } from "./canonical-text.ts";

describe("canonicalText", () => {
  test("sorts names at every level and writes no blanks", () => {
    expect(canonicalText({ b: [{ z: 1, a: null }], a: true })).toBe('{"a":true,"b":[{"a":null,"z":1}]}');
  });

  test("sorts names by code point, so that an astral one comes after U+E000", () => {
    expect(canonicalText({ "\u{1F600}": 1, "\uE000": 2 })).toBe('{"\\ue000":2,"\\ud83d\\ude00":1}');
  });

  test("sorts names that look like numbers as text, and the shorter of two that begin alike first", () => {
    expect(canonicalText({ 10: 1, 9: 2, a: 3, aa: 4 })).toBe('{"10":1,"9":2,"a":3,"aa":4}');
  });

  test("escapes all that is not printable ASCII, and no slash", () => {
    expect(canonicalText('\u007f\u2028/\b\f\n\r\t\u0001"\\é😀')).toBe(
      String.raw`"\u007f\u2028/\b\f\n\r\t\u0001\"\\\u00e9\ud83d\ude00"`,
    );
  });

  test.each([
    [0, "0"],
    [-0, "0"],
    [-17, "-17"],
    [9007199254740991, "9007199254740991"],
    [6000.0, "6000"],
    [0.1, "0.1"],
    [123456789.125, "123456789.125"],
    [0.0001, "0.0001"],
    [0.000015, "1.5e-05"],
    [1e-7, "1e-07"],
    [-2.5e-9, "-2.5e-09"],
    [1e16, "1e+16"],
    [1e22, "1e+22"],
    [1.5e300, "1.5e+300"],
    [5e-324, "5e-324"],
  ])("writes %d as %s", (number, text) => {
    expect(canonicalText(number)).toBe(text);
  });
});

describe("findInexactNumber", () => {
  test("finds a whole number whose neighbours are the same double, at any depth", () => {
    expect(findInexactNumber({ a: [1, { b: 9007199254740992 }] })).toBe(9007199254740992);
  });

  test("finds nothing where every number has one text", () => {
    expect(findInexactNumber({ a: [9007199254740991, 1e16, 0.1], b: null, c: "9007199254740992" })).toBeUndefined();
  });
});
