import type { Fqdn } from "@pgs/governance";
import type { Route, RunResult } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { answerRun } from "./answer.ts";

const result: RunResult = {
  schemaVersion: 1,
  run: "R_1",
  workflow: "hello::WF_HELLO_V0",
  snapshot: "5".repeat(64),
  tenant: "acme",
  terminal: "completed",
  exit: "GREETED",
  outputs: { greeting: "hello", secret_of_ours: 1 },
  path: [{ node: "GREET", artifact: "hello::CC_GREET_V0", outcome: "SUCCESS" }],
  emitted: [],
  reasons: [],
  duplicate: false,
  trace: "traces/R_1/R_1.jsonl",
  trace_digest: "",
};

const route: Route = {
  artifact: "hello::TI_HELLO_V0" as Fqdn,
  summary: "",
  method: "POST",
  path: "/api/v0/hello",
  workflow: "hello::WF_HELLO_V0" as Fqdn,
  key: "optional",
  payload: {},
  exits: [
    { exit: "GREETED", class: "completed", detail: "", outputs: {}, answers: { text: "greeting", lost: "none" } },
  ],
};

describe("the answer to a run", () => {
  test("tells how it ended, and neither its path nor where files are", () => {
    const { status, body, run } = answerRun(result);
    expect([status, run]).toEqual([200, { run: "R_1", terminal: "completed" }]);
    expect(JSON.parse(body)).toEqual({
      schemaVersion: 1,
      run: "R_1",
      workflow: "hello::WF_HELLO_V0",
      snapshot: "5".repeat(64),
      terminal: "completed",
      exit: "GREETED",
      outputs: { greeting: "hello", secret_of_ours: 1 },
      reasons: [],
      duplicate: false,
      trace: "/runs/R_1/trace",
    });
  });

  test("tells what the egress of the route says, and nothing that is not there", () => {
    expect(JSON.parse(answerRun(result, { route }).body).outputs).toEqual({ text: "hello" });
    expect(JSON.parse(answerRun({ ...result, exit: "DENIED" }, { route }).body).outputs).toEqual(result.outputs);
  });

  test("a request that could not be journaled has no trace", () => {
    expect(JSON.parse(answerRun({ ...result, run: "", terminal: "rejected" }).body)).toMatchObject({
      run: "",
      trace: "",
    });
  });
});
