import { describe, expect, test } from "vitest";
import { canonicalize } from "./canonical.ts";

describe("the canonical text of a value", () => {
  test("is that of RFC 8785, section 3.2.2", () => {
    const value = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    expect(canonicalize(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test("orders names by UTF-16 code unit", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalize(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  test("writes minus zero as zero and keeps an own __proto__", () => {
    expect(canonicalize(JSON.parse('{"a":-0,"__proto__":[]}'))).toBe('{"__proto__":[],"a":0}');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud800", "a\udc00b", undefined, () => 1, 1n, Symbol("s")])(
    "does not exist for %s",
    (value) => {
      expect(() => canonicalize([value as never])).toThrow(TypeError);
      expect(() => canonicalize({ a: value as never })).toThrow(TypeError);
    },
  );

  test("does not exist for a name with half of a surrogate pair, nor for a cycle", () => {
    expect(() => canonicalize({ "\udfff": 1 })).toThrow(TypeError);
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => canonicalize(cycle as never)).toThrow("nested more than 256 deep");
  });

  test.each([3, 24, 25, 60])("sorts %i names by code unit", (count) => {
    const names = Array.from({ length: count }, (_, at) =>
      String.fromCodePoint(at % 2 === 0 ? 0x1f600 - at : 0xffff - at),
    );
    const sorted = [...names].sort().map((name) => `"${name}":1`);
    expect(canonicalize(Object.fromEntries(names.map((name) => [name, 1])))).toBe(`{${sorted.join(",")}}`);
  });
});
