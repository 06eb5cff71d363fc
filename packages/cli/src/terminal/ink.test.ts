import { describe, expect, test } from "vitest";
import { makeInk, wantsColour } from "./ink.ts";

describe("colour", () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: "dumb" }, true, false],
    [{ NO_COLOR: "1" }, true, false],
    [{ NO_COLOR: "" }, true, true],
    [{ FORCE_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false, true],
    [{ FORCE_COLOR: "0" }, true, false],
  ])("with %o and a terminal: %s, it is wanted: %s", (environment, isTerminal, expected) => {
    expect(wantsColour(environment, isTerminal)).toBe(expected);
  });

  test("without it, text stays as it is", () => {
    expect(makeInk(false).red("no")).toBe("no");
    expect(makeInk(true).red("no")).toBe("\u001b[31mno\u001b[39m");
  });
});
