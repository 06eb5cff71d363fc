import { describe, expect, test } from "vitest";
import { joinScriptParts, scriptParts } from "./script-parts.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const partsOf = (text: string): readonly string[] =>
  scriptParts("x.js", bytes(text)).map((part) => new TextDecoder().decode(part));

describe("the parts of a script", () => {
  test("come back as they were put together, whatever stands in them", () => {
    const parts = ["(function () {})\n", "", "`\n// part 3: 4\n`", "“…”"];
    expect(joinScriptParts(parts)).toBe(
      "// part 0: 17\n(function () {})\n// part 1: 0\n// part 2: 16\n`\n// part 3: 4\n`// part 3: 9\n“…”",
    );
    expect(partsOf(joinScriptParts(parts))).toEqual(parts);
  });

  test("are one where nothing says that there are more", () => {
    expect(partsOf("(function () {})\n// part 1: 2\n")).toEqual(["(function () {})\n// part 1: 2\n"]);
    expect(partsOf("")).toEqual([]);
  });

  test.each([
    ["too short", "// part 0: 9\n1234"],
    ["followed by something else", "// part 0: 2\n1234"],
    ["numbered otherwise", "// part 1: 4\n1234"],
    ["cut in a line of a length", "// part 0: 4\n1234// part 1"],
  ])("are refused when one is %s", (_, text) => {
    expect(() => partsOf(text)).toThrow("x.js is not whole");
  });
});
