import { describe, expect, test } from "vitest";
import { splitLines } from "./split-lines.ts";

function linesOf(chunks: readonly string[], maxBytes = 100): readonly (readonly [number, string])[] {
  const bytes = chunks.map((chunk) => Buffer.from(chunk));
  return [...splitLines(bytes, maxBytes)].map((line) => [line.number, Buffer.from(line.bytes).toString()]);
}

describe("lines of input", () => {
  test.each<[string, readonly string[], readonly (readonly [number, string])[]]>([
    ["none", [], []],
    ["an unended one", ["a"], [[1, "a"]]],
    [
      "ended ones",
      ["a\nb\n"],
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    [
      "an empty one between",
      ["a\n\nb"],
      [
        [1, "a"],
        [2, ""],
        [3, "b"],
      ],
    ],
    [
      "one in many chunks",
      ["a", "b", "c\nd", "e"],
      [
        [1, "abc"],
        [2, "de"],
      ],
    ],
    [
      "an end of its own chunk",
      ["a", "\n", "b"],
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
  ])("%s", (_, chunks, lines) => {
    expect(linesOf(chunks)).toEqual(lines);
  });

  test("a long one is cut at the limit and keeps its length, and the next is whole", () => {
    expect(linesOf(["abc", "defgh", "ijk\nlm\n"], 4)).toEqual([
      [1, "abcd"],
      [2, "lm"],
    ]);
  });

  test("say how long they are", () => {
    const [first, second] = splitLines([Buffer.from("abcdefg"), Buffer.from("hi\nj")], 3);
    expect([first?.length, second?.length]).toEqual([9, 1]);
  });

  test("come before the input ends", () => {
    const seen: string[] = [];
    const chunks = function* () {
      yield Buffer.from("a\n");
      seen.push("asked for more");
      yield Buffer.from("b\n");
    };
    const [first] = splitLines(chunks(), 9);
    expect([first?.number, seen]).toEqual([1, []]);
  });
});
