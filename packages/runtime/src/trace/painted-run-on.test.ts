import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { examineTrace } from "./examine-trace.ts";
import type { GraphLayout } from "./graph-layout.ts";
import { paintedRunOn } from "./painted-run-on.ts";
import { readTrace } from "./read-trace.ts";
import type { RunAccount } from "./trace-line.ts";
import { traceLines } from "./trace-lines.ts";

const account = JSON.parse(
  readFileSync(new URL("./samples/denied-account.json", import.meta.url), "utf8"),
) as RunAccount;
const { text } = traceLines(account);

function paintedOn(kind: GraphLayout["kind"], subject: string) {
  const examination = examineTrace(text, {});
  if (examination.proof === "tampered") throw new Error("the trace is intact");
  const layout: GraphLayout = { format: 1, kind, subject, title: "", width: 0, height: 0, nodes: [], edges: [] };
  return paintedRunOn(layout, { trace: readTrace(text), examination });
}

describe("a run on a graph", () => {
  test("on its workflow is the path, on another nothing", () => {
    expect(paintedOn("workflow", "demo::WF_ASK_V0")?.path.map(({ node }) => node)).toEqual([
      "ADMIT",
      "CHECK",
      "AUDIT",
      "REFUSED",
    ]);
    expect(paintedOn("workflow", "demo::WF_OTHER_V0")).toBeUndefined();
  });

  test("on a contract is its steps and the outcome it left with", () => {
    expect(paintedOn("contract", "demo::CC_CHECK_V0")).toMatchObject({
      terminal: "denied",
      word: "VIOLATION",
      path: [
        { node: "member", outcome: "VIOLATION" },
        { node: "VIOLATION", outcome: "VIOLATION" },
      ],
      cause: "member",
    });
    expect(paintedOn("contract", "demo::CC_AUDIT_V0")).toMatchObject({ terminal: "completed", cause: "", reasons: [] });
    expect(paintedOn("contract", "demo::CC_OTHER_V0")).toBeUndefined();
  });

  test("on the protocol is what used what", () => {
    const store = "demo::STRUCTURE_DEMO_STORAGE_V0/AUDIT";
    expect(paintedOn("protocol", "")?.uses).toEqual([
      { from: "demo::WF_ASK_V0", to: "demo::CC_CHECK_V0" },
      { from: "demo::WF_ASK_V0", to: "demo::CC_AUDIT_V0" },
      { from: "demo::CC_CHECK_V0", to: "capability_transforms::CT_MEMBER_V0" },
      { from: "demo::CC_AUDIT_V0", to: "capability_side_effects::CS_APPENDONLY_JSONL_V0" },
      { from: "capability_side_effects::CS_APPENDONLY_JSONL_V0", to: store },
      { from: "demo::WF_ASK_V0", to: store },
    ]);
  });
});
