import { describe, expect, test } from "vitest";
import { CommandFailure } from "../command-failure.ts";
import { findName } from "./find-name.ts";

const names = ["a::STRUCTURE_ONE_V0/ACTOR", "a::STRUCTURE_TWO_V0/ACTOR", "a::STRUCTURE_TWO_V0/WALLET"];
const find = (word: string): unknown => {
  try {
    return findName(word, { noun: "store", names, separator: "/" });
  } catch (thrown) {
    return thrown instanceof CommandFailure
      ? [thrown.failure.exit, thrown.failure.message, thrown.failure.help]
      : thrown;
  }
};

describe("finding what a word names", () => {
  test("the whole name, its end, and its end with the structure", () => {
    expect(find("a::STRUCTURE_TWO_V0/WALLET")).toBe("a::STRUCTURE_TWO_V0/WALLET");
    expect(find("WALLET")).toBe("a::STRUCTURE_TWO_V0/WALLET");
    expect(find("STRUCTURE_ONE_V0/ACTOR")).toBe("a::STRUCTURE_ONE_V0/ACTOR");
  });

  test("what may be two is refused with both", () => {
    const both = "`a::STRUCTURE_ONE_V0/ACTOR` or `a::STRUCTURE_TWO_V0/ACTOR`";
    expect(find("ACTOR")).toEqual([2, `\`ACTOR\` may be ${both}`, "say which"]);
  });

  test("a misspelt one gets the nearest, another gets the list", () => {
    expect(find("WALET")).toEqual([2, "there is no store `WALET`", "did you mean `WALLET`?"]);
    expect(find("x")).toEqual([2, "there is no store `x`", "there are ACTOR, ACTOR, WALLET"]);
  });
});
