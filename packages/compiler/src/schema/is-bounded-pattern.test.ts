import { describe, expect, test } from "vitest";
import { isBoundedPattern } from "./is-bounded-pattern.ts";

describe("isBoundedPattern", () => {
  test.each(["^(a+)+$", "^([a-z]+)*$", "^(\\w|\\d)*$", "^(a|aa)+$", "^((ab)*)*$", "^(x+x+)+y$", "^([^x]|a){1,}$"])(
    "refuses %s",
    (pattern) => expect(isBoundedPattern(pattern)).toBe(false),
  );

  test.each(["^[a-z]+(-[a-z]+)*$", "^(?:\\d{3},)*\\d+$", "^(a|b)*$", "^a+b+c+$", "^0x(?:[0-9a-f]{2})*$", "(((a)))+"])(
    "takes %s",
    (pattern) => expect(isBoundedPattern(pattern)).toBe(true),
  );
});
