import type { RunResult } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { printRun } from "./print-run.ts";
import { makeInk } from "./terminal/ink.ts";

const completed: RunResult = {
  schemaVersion: 1,
  run: "R_1",
  workflow: "hello::WF_HELLO_V0",
  snapshot: "00",
  tenant: "default",
  terminal: "completed",
  exit: "GREETED",
  outputs: { greeting: "Hello, \u001b[31mAda!" },
  path: [
    { node: "ADMIT", artifact: "hello::IN_HELLO_V0", outcome: "ACK" },
    { node: "GREET", artifact: "hello::CC_GREET_V0", outcome: "ALREADY_EXISTS" },
    { node: "GREETED", artifact: "hello::WF_HELLO_V0", outcome: "completed" },
  ],
  emitted: [],
  reasons: [],
  duplicate: false,
  trace: "traces/R_1/R_1.jsonl",
  trace_digest: "00",
};

describe("what people are told of a run", () => {
  test("verdict, outputs, path, changes, run and trace", () => {
    const effects = [
      { store: "hello::STRUCTURE_X_V0/GREETED", op: "REGISTER", key: "k", version_before: 0, version_after: 1 },
    ];
    const files = ["traces/R_1/R_1.jsonl", "traces/R_1/R_1.md", "traces/R_1/R_1.html", "traces/R_1/R_1.png"];
    expect(printRun({ result: completed, effects, files }, makeInk(false))).toBe(`✓ completed  hello::WF_HELLO_V0

  greeting   Hello, \\u001b[31mAda!
  path       ADMIT → GREET (ALREADY_EXISTS) → GREETED
  changed    GREETED +1
  run        R_1
  trace      traces/R_1/R_1.jsonl
  page       traces/R_1/R_1.html
  picture    traces/R_1/R_1.png
`);
  });

  test("a refusal says why and where, and that nothing changed", () => {
    const result: RunResult = {
      ...completed,
      terminal: "rejected",
      exit: "REJECTED",
      outputs: {},
      path: [{ node: "ADMIT", artifact: "hello::IN_HELLO_V0", outcome: "NACK" }],
      reasons: [{ code: "PGS7001", message: "`name` is missing", at: "/name" }],
    };
    expect(printRun({ result, effects: [], files: [] }, makeInk(false))).toBe(`✗ rejected  hello::WF_HELLO_V0

  because    PGS7001: \`name\` is missing  at /name
  path       ADMIT (NACK) → REJECTED
  changed    nothing but the journal
  run        R_1
`);
  });
});
