import { describe, expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import { payloadRefusal } from "./payload-refusal.ts";

describe("exit codes", () => {
  test("every way to end has its code", () => {
    const terminals = ["completed", "denied", "rejected", "key_reuse", "waiting", "failed", "faulted"] as const;
    expect(terminals.map((terminal) => [terminal, exitCodeOf(terminal)])).toEqual([
      ["completed", 0],
      ["denied", 3],
      ["rejected", 3],
      ["key_reuse", 3],
      ["waiting", 5],
      ["failed", 6],
      ["faulted", 6],
    ]);
  });
});

describe("the refusal of a payload", () => {
  test("it keeps the pointer and says the place in the text", () => {
    const issue = { code: "PGS8002", message: "the key `a` stands twice", pointer: "/a", line: 2, column: 3 };
    expect(payloadRefusal(issue)).toEqual({
      code: "PGS8002",
      message: "the key `a` stands twice (line 2, column 3 of the payload)",
      at: "/a",
    });
  });
});
