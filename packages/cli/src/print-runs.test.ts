import { stripVTControlCharacters } from "node:util";
import type { RunRow } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { printRuns } from "./print-runs.ts";
import { makeInk } from "./terminal/ink.ts";

const row: RunRow = {
  run: "R_1",
  workflow: "d::WF_A_V0",
  key: "k",
  attempt: 1,
  request: "",
  terminal: "completed",
  exit: "DONE",
  at: "2026-01-01T00:00:00.000Z",
};

describe("a list of runs", () => {
  test("stands in columns under their names, with long and odd keys cut short", () => {
    const rows = [
      row,
      { ...row, run: "R_22", workflow: "d::WF_LONGER_V0", terminal: "denied", key: `\n${"x".repeat(40)}` },
    ];
    expect(printRuns(rows, makeInk(false))).toBe(
      [
        "run   ended      workflow      key                       at",
        "R_1   completed  WF_A_V0       k                         2026-01-01T00:00:00.000Z",
        "R_22  denied     WF_LONGER_V0  \\u000axxxxxxxxxxxxxxxxx…  2026-01-01T00:00:00.000Z",
        "",
      ].join("\n"),
    );
  });

  test("is as wide with colours as without", () => {
    expect(stripVTControlCharacters(printRuns([row], makeInk(true)))).toBe(printRuns([row], makeInk(false)));
  });
});
