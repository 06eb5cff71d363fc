import { describe, expect, test } from "vitest";
import { freezeAround, freezeBelow, freezeJson, freezeTree, isFlatRecord } from "./freeze-json.ts";

describe("freezing JSON", () => {
  test("freezes to the leaves, and nothing else changes", () => {
    const value = { a: [{ b: null }], c: "é😀", d: 1.5, e: true };
    expect(freezeJson(value)).toBe(true);
    expect(value).toEqual({ a: [{ b: null }], c: "é😀", d: 1.5, e: true });
    expect([value, value.a, value.a[0]].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test("freezes what is known to be plain without looking at it, and gives it", () => {
    const value = { a: [{ b: null }], c: "x" };
    expect(freezeTree(value)).toBe(value);
    expect([value, value.a, value.a[0]].every((part) => Object.isFrozen(part))).toBe(true);
    expect(freezeTree("text")).toBe("text");
  });

  test.each([undefined, Number.NaN, 1n, Symbol("s"), () => 1, new Map(), Promise.resolve(1), /x/, new Error("x")])(
    "says of %s that it is no JSON, however deep",
    (value) => {
      expect(freezeJson(value)).toBe(false);
      expect(freezeJson({ a: [value] })).toBe(false);
      expect(freezeJson(Object.freeze({ a: value }))).toBe(false);
    },
  );

  test("says so of half a surrogate pair and of a cycle", () => {
    expect(freezeJson({ "\ud800": 1 })).toBe(false);
    expect(freezeJson(["\udc00"])).toBe(false);
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(freezeJson(cycle)).toBe(false);
  });

  test("freezes everything below the top, where that is asked for", () => {
    const value = { a: [{ b: null }], c: "x" };
    freezeBelow(value);
    expect([value, value.a, value.a[0]].map((part) => Object.isFrozen(part))).toEqual([false, true, true]);
  });

  test("knows a record of leaves, and leaves it as it is", () => {
    const value = { a: "é", b: 1.5, c: true, d: null };
    expect(isFlatRecord(value)).toBe(true);
    expect(Object.isFrozen(value)).toBe(false);
    expect(
      [{ a: {} }, { a: [] }, ["a"], { a: undefined }, { a: "\ud800" }, { "\udc00": 1 }, new Map()].map(isFlatRecord),
    ).toEqual([false, false, false, false, false, false, false]);
  });

  test("looks at no part again that was frozen before, where that is asked for", () => {
    const part = { n: 1 };
    freezeJson(part);
    const whole = { part, text: "x" };
    expect(freezeAround(whole)).toBe(true);
    expect(Object.isFrozen(whole)).toBe(true);
    expect(freezeAround({ part, text: undefined })).toBe(false);
  });
});
