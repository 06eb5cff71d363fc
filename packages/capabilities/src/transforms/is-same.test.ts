import { describe, expect, test } from "vitest";
import { isSame } from "./is-same.ts";

describe("isSame", () => {
  test("compares records without regard to the order of names", () => {
    expect(isSame({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] })).toBe(true);
  });

  test.each([
    [1, "1"],
    [1, true],
    [null, 0],
    [[], {}],
    [{}, []],
    [[1], [1, 2]],
    [[null], []],
    [{ a: null }, { b: null }],
    [{ a: null }, {}],
  ])("tells %j from %j", (left, right) => {
    expect(isSame(left, right)).toBe(false);
  });
});
