import type { IntactExamination, RunResult } from "@pgs/runtime";
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

  test("a child that decided is told with its cause, where its rule stands, and what says more", () => {
    const run = `R_${"c".repeat(32)}`;
    const workflow = "hello::WF_CHECK_V0";
    const cause = {
      node: "CHECK",
      artifact: "hello::CC_CHECK_V0",
      outcome: "VIOLATION",
      declared: "CC_CHECK_V0.yaml:6",
    };
    const verdict = "denied at CHECK: `x` is unknown";
    const reasons = [{ code: "VIOLATION", message: `\`${workflow}\` ended denied (${run})`, at: "ASK/ask" }];
    const result: RunResult = { ...completed, terminal: "denied", exit: "DENIED", outputs: {}, reasons };
    const examined: IntactExamination = {
      schemaVersion: 1,
      classification: "denied",
      verdict,
      proof: "intact",
      run: "R_1",
      workflow: completed.workflow,
      child: {
        run,
        workflow,
        terminal: "denied",
        verdict,
        root: { run, cause, reasons: [] },
        next: `pgs examine ${run}`,
      },
      begun: [{ run, workflow, node: "ASK", ended: "denied at DENIED" }],
      decisions: [],
      reasons,
      path: [],
      outputs: {},
      effects: [],
      isRolledBack: false,
      lines: 5,
      head: "00",
      trace_digest: "00",
      next: `pgs examine ${run}`,
    };
    const told = printRun({ result, effects: [], files: [], examined }, makeInk(false));
    expect(told.split("\n").slice(2)).toEqual([
      `  because    VIOLATION: \`${workflow}\` ended denied (${run})  at ASK/ask`,
      `  child      ${run}  ${verdict}`,
      "             by CC_CHECK_V0.yaml:6",
      "  path       ADMIT → GREET (ALREADY_EXISTS) → GREETED → DENIED",
      "  changed    nothing but the journal; 1 run that it began may have changed more",
      `  next       pgs examine ${run}`,
      "  run        R_1",
      "",
    ]);
  });
});
