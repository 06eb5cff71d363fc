import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Reason } from "../kernel/state.ts";
import { chainCheck } from "./chain-check.ts";
import { examinationText } from "./examination-text.ts";
import { examineTrace } from "./examine-trace.ts";
import { readTrace } from "./read-trace.ts";
import type { RunAccount } from "./trace-line.ts";
import { traceLines } from "./trace-lines.ts";
import { traceMarkdown } from "./trace-markdown.ts";

const denied = JSON.parse(
  readFileSync(new URL("./samples/denied-account.json", import.meta.url), "utf8"),
) as RunAccount;
const [reason] = denied.end.reasons as readonly [Reason];
const { at } = denied.header;
const { text, headHash } = traceLines(denied);

describe("examineTrace", () => {
  const sources = new Map([["demo::CC_CHECK_V0", "domains/demo/protocol/check/CC_CHECK_V0.yaml:1"]]);

  test("says the verdict, the cause and where the rule stands", () => {
    expect(examineTrace(text, { anchor: headHash, sources })).toMatchObject({
      classification: "denied",
      verdict: "denied at CHECK: `saw` is no declared tool",
      proof: "intact, anchored",
      cause: {
        node: "CHECK",
        step: "member",
        artifact: "demo::CC_CHECK_V0",
        uses: "capability_transforms::CT_MEMBER_V0",
        outcome: "VIOLATION",
        declared: "domains/demo/protocol/check/CC_CHECK_V0.yaml:1",
      },
      next: "pgs inspect CC_CHECK_V0",
    });
  });

  test("takes the node that refused for the cause, not the one that wrote the refusal down", () => {
    const { header, records, end } = denied;
    const ofExit = { code: "AUDIT_SUCCESS", message: "`AUDIT` ended with SUCCESS", at: "AUDIT" };
    const trace = traceLines({ header, records, end: { ...end, reasons: [ofExit, reason] } });
    expect(examineTrace(trace.text, {})).toMatchObject({
      verdict: "denied at CHECK: `saw` is no declared tool",
      cause: { node: "CHECK" },
      reasons: [reason],
    });
  });

  test("says it in plain words", async () => {
    await expect(examinationText(examineTrace(text, { sources }))).toMatchFileSnapshot("./samples/denied.txt");
  });

  test("repeats nothing of a tampered trace", () => {
    const words = examinationText(examineTrace(text.replace("saw", "axe"), {}));
    expect(words.split("\n")).toEqual([
      "✗ tampered at line 1: its hash is not that of its content: the line was changed",
      "",
      "  found      line 1: its hash is not that of its content: the line was changed",
      "  so         nothing else that this file says can be believed",
      "  next       delete it and type pgs resume: it makes the trace again from the journal",
      "",
    ]);
  });

  test("names the step that faulted and that nothing was kept", () => {
    const fault = { code: "PGS7002", message: "the transform threw", at: "CHECK/member" };
    const faulted = traceLines({
      header: denied.header,
      records: [
        ...denied.records.slice(0, 1),
        {
          type: "fault",
          node: "CHECK",
          step: "member",
          artifact: "capability_transforms::CT_MEMBER_V0",
          outcome: "fault",
          at,
        },
      ],
      end: { terminal: "faulted", exit: "", reasons: [fault], emitted: [], at },
    });
    expect(examineTrace(faulted.text, {})).toMatchObject({
      classification: "faulted",
      verdict: "faulted at CHECK: the transform threw",
      cause: { node: "CHECK", step: "member" },
      isRolledBack: true,
      next: "pgs explain PGS7002",
    });
  });
});

describe("traceMarkdown", () => {
  const folder = mkdtempSync(join(tmpdir(), "pgs-trace-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is a page of verdict, path, steps, changes and proof", async () => {
    const trace = readTrace(text);
    const examination = examineTrace(text, {});
    if (examination.proof === "tampered") throw new Error("the trace is intact");
    const page = traceMarkdown({ trace, examination, picture: "RUN_1.png" });
    await expect(page).toMatchFileSnapshot("./samples/denied.md");
  });

  test("gives a command that checks the chain without this software", () => {
    const check = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return execFileSync("sh", ["-c", `${chainCheck} ${name}`], { cwd: folder, encoding: "utf8", stdio: "pipe" });
    };
    expect(check("RUN_1.jsonl", text)).toBe("intact\n");
    expect(() => check("RUN_2.jsonl", text.replace("saw", "axe"))).toThrow();
  });
});
