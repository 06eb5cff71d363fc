import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readConfig } from "./read-config.ts";
import { readPlainConfig } from "./read-plain-config.ts";

describe("readPlainConfig", () => {
  test("reads what says nothing but paths", () => {
    const text = "# a comment\nroots:\n  - ../domains/blockchain\n  - ./mine\n\nsnapshot: out/protocol.snapshot\n";
    const config = { roots: ["../domains/blockchain", "./mine"], snapshot: "out/protocol.snapshot" };
    expect(readPlainConfig(text)).toEqual(config);
  });

  test.each([
    ["", "nothing"],
    ["roots:\n", "an empty list"],
    ["roots: [a]\n", "a list in brackets"],
    ["data: a\ndata: b\n", "a key twice"],
    ["data: null\n", "no text"],
    ["data: 7\n", "a number"],
    ["data: .inf\n", "a number in words"],
    ["data: a # b\n", "a comment behind a value"],
    ["data: a\r\n", "another end of line"],
    ["data: a\n  - b\n", "an item of no list"],
    ["colour: red\n", "a key that is not known"],
    ["limits:\n  payload_depth: 3\n", "a key of another shape"],
  ])("leaves %j to the whole reader: %s", (text) => {
    expect(readPlainConfig(text)).toBeUndefined();
  });

  test("never reads otherwise than the whole reader", () => {
    const word = fc.constantFrom(
      "a",
      "../a/b",
      "./x",
      "Null",
      "true",
      "1",
      ".5",
      "a-b.c",
      "-",
      "",
      "a: b",
      "'a'",
      "a #b",
    );
    const line = fc.oneof(
      fc.tuple(fc.constantFrom("roots:", "data:", "snapshot: ", "data: ", "traces: ", "roots: ", "x: "), word),
      fc.tuple(fc.constantFrom("  - ", "- ", "    - ", "# ", "", " "), word),
    );
    const text = fc
      .array(
        line.map((parts) => parts.join("")),
        { maxLength: 6 },
      )
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, (given) => {
        const plain = readPlainConfig(given);
        if (plain !== undefined) expect(readConfig({ path: "c", text: given }).config).toEqual(plain);
      }),
      { numRuns: 2000 },
    );
  });
});
