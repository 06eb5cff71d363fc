import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, integer, nat, property, tuple } from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { examinationText } from "./examination-text.ts";
import { examineTrace } from "./examine-trace.ts";
import { readTrace } from "./read-trace.ts";
import type { RunAccount, TraceRecord } from "./trace-line.ts";
import { traceLines } from "./trace-lines.ts";
import { chainCheck, traceMarkdown } from "./trace-markdown.ts";
import { verifyTrace } from "./verify-trace.ts";

const at = "2026-01-01T00:00:00.000Z";
const audit = "demo::STRUCTURE_DEMO_STORAGE_V0/AUDIT";
const reason = { code: "CHECK_VIOLATION", message: "`saw` is no declared tool", at: "CHECK/member" };

const denied: RunAccount = {
  header: {
    run: "RUN_1",
    workflow: "demo::WF_ASK_V0",
    program_digest: "ab".repeat(32),
    intent: "demo::IN_ASK_V0",
    actor: { artifact: "demo::AC_AGENT_V0", attributes: { name: "a" }, provenance: "asserted-by-operator" },
    tenant: "default",
    key: "k1",
    attempt: 1,
    payload: { tool: "saw" },
    at,
  },
  records: [
    { type: "admission", node: "ADMIT", artifact: "demo::IN_ASK_V0", outcome: "ACK", at },
    {
      type: "step",
      node: "CHECK",
      step: "member",
      artifact: "capability_transforms::CT_MEMBER_V0",
      outcome: "VIOLATION",
      inputs: { value: "saw" },
      reasons: [reason],
      at,
    },
    { type: "node", node: "CHECK", artifact: "demo::CC_CHECK_V0", outcome: "VIOLATION", inputs: { tool: "saw" }, at },
    {
      type: "step",
      node: "AUDIT",
      step: "append",
      artifact: "capability_side_effects::CS_APPENDONLY_JSONL_V0",
      outcome: "SUCCESS",
      effect: { store: audit, op: "APPEND", version_after: 4 },
      at,
    },
    { type: "node", node: "AUDIT", artifact: "demo::CC_AUDIT_V0", outcome: "SUCCESS", at },
    { type: "exit", node: "REFUSED", artifact: "", outcome: "denied", outputs: { tool: "saw" }, at },
  ],
  end: {
    terminal: "denied",
    exit: "REFUSED",
    reasons: [reason],
    emitted: [{ event: "demo::EV_REFUSED_V0", store: audit, fields: { tool: "saw" }, sequence: 5 }],
    at,
  },
};
const { text, traceDigest, headHash } = traceLines(denied);
const lines = text.trimEnd().split("\n");
const rejoin = (parts: readonly (string | undefined)[]): string => parts.map((part) => `${part}\n`).join("");

describe("traceLines", () => {
  test("chains every line to the one before and seals the last", async () => {
    await expect(text).toMatchFileSnapshot("./expected/denied.jsonl");
    expect(traceDigest).toBe("2145883367062d731cfc7a6b5824bc62fa5caf1b723cb78b8e374a296c19a406");
    expect(headHash).toBe("9d646faf9e56323d9a327b432b24440f9ed7691ec47eefb02ad3b39a0700f308");
  });

  test("gives one digest whatever the clock, the ids, the program and the words are", () => {
    const { header, records, end } = denied;
    const later = "2030-12-31T23:59:59.999Z";
    const other: RunAccount = {
      header: {
        ...header,
        run: "RUN_2",
        key: "k2",
        tenant: "t",
        attempt: 3,
        program_digest: "cd".repeat(32),
        correlation: "c",
        at: later,
      },
      records: records.map((record) => ({ ...record, at: later })),
      end: { ...end, reasons: [{ ...reason, message: "in other words" }], at: later },
    };
    expect(traceLines(other).traceDigest).toBe(traceDigest);
    expect(traceLines(other).headHash).not.toBe(headHash);
  });

  test("gives another digest once a value, an outcome, an effect, an actor or the payload is another", () => {
    const { header, records, end } = denied;
    const [admission, ...rest] = records as [TraceRecord, ...TraceRecord[]];
    const others: readonly RunAccount[] = [
      { header: { ...header, payload: { tool: "axe" } }, records, end },
      { header: { ...header, actor: { ...header.actor, attributes: {} } }, records, end },
      { header, records: [{ ...admission, outputs: { run: "RUN_1" } }, ...rest], end },
      { header, records: [{ ...admission, outcome: "NACK" }, ...rest], end },
      { header, records: [{ ...admission, effect: { store: audit, op: "APPEND", version_after: 1 } }, ...rest], end },
      { header, records, end: { ...end, reasons: [{ ...reason, code: "OTHER" }] } },
      { header, records, end: { ...end, emitted: [] } },
    ];
    const digests = new Set([traceDigest, ...others.map((other) => traceLines(other).traceDigest)]);
    expect(digests.size).toBe(8);
  });
});

describe("verifyTrace", () => {
  test("finds what was sealed intact, and anchored if its head hash is known", () => {
    expect(verifyTrace(text)).toEqual({ verdict: "intact", findings: [] });
    expect(verifyTrace(text, headHash)).toEqual({ verdict: "intact", findings: [] });
  });

  test("finds any changed byte", () => {
    const bytes = Buffer.from(text, "utf8");
    const change = tuple(nat(bytes.length - 1), integer({ min: 1, max: 255 }));
    assert(
      property(change, ([index, mask]) => {
        const changed = Buffer.from(bytes);
        changed[index] = (changed[index] ?? 0) ^ mask;
        return verifyTrace(changed.toString("utf8")).verdict === "tampered";
      }),
      { numRuns: 2000 },
    );
  });

  test("finds any line dropped, repeated or moved, and names where", () => {
    for (const [index, line] of lines.entries()) {
      const without = lines.toSpliced(index, 1);
      expect(verifyTrace(rejoin(without)).verdict).toBe("tampered");
      expect(verifyTrace(rejoin(lines.toSpliced(index, 0, line))).verdict).toBe("tampered");
      if (index > 0) expect(verifyTrace(rejoin(without.toSpliced(index - 1, 0, line))).verdict).toBe("tampered");
    }
    expect(verifyTrace(rejoin(lines.toSpliced(4, 1))).findings[0]).toEqual({
      line: 5,
      what: "is numbered 5 where 4 belongs: a line was dropped, repeated or moved",
    });
  });

  test("finds a missing seal, an unended line and an empty file", () => {
    expect(verifyTrace(rejoin(lines.slice(0, -1))).findings).toEqual([
      { line: 9, what: "the seal is missing: the trace was cut or never ended" },
    ]);
    expect(verifyTrace(text.trimEnd()).verdict).toBe("tampered");
    expect(verifyTrace("").verdict).toBe("tampered");
  });

  test("finds a trace that was sealed again, by its anchor alone", () => {
    const forged = traceLines({ ...denied, end: { ...denied.end, terminal: "completed" } });
    expect(verifyTrace(forged.text).verdict).toBe("intact");
    expect(verifyTrace(forged.text, headHash).findings).toEqual([
      { line: 10, what: "is sealed, but the data root remembers another head hash: the trace was rewritten" },
    ]);
  });

  test("takes no other text of the same line", () => {
    expect(verifyTrace(text.replace('{"actor"', '{ "actor"')).findings).toEqual([
      { line: 1, what: "is not a canonical JSON object" },
    ]);
  });
});

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
      next: "pgs data show STRUCTURE_DEMO_STORAGE_V0/AUDIT",
    });
  });

  test("says it in plain words", async () => {
    await expect(examinationText(examineTrace(text, { sources }))).toMatchFileSnapshot("./expected/denied.txt");
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
    await expect(page).toMatchFileSnapshot("./expected/denied.md");
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
