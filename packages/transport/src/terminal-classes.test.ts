import { describe, expect, test } from "vitest";
import { payloadRefusal } from "./payload-refusal.ts";
import { exitCodeOf, httpStatusOf } from "./terminal-classes.ts";

describe("terminal classes", () => {
  test("every way to end has its exit code and its status", () => {
    const terminals = ["completed", "waiting", "denied", "rejected", "key_reuse", "failed", "faulted"] as const;
    expect(terminals.map((terminal) => [terminal, exitCodeOf(terminal), httpStatusOf(terminal)])).toEqual([
      ["completed", 0, 200],
      ["waiting", 5, 202],
      ["denied", 3, 403],
      ["rejected", 3, 422],
      ["key_reuse", 3, 409],
      ["failed", 6, 500],
      ["faulted", 6, 500],
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
