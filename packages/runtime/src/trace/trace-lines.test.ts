import { readFileSync } from "node:fs";
import { assert, integer, nat, property, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reason } from "../kernel/state.ts";
import type { RunAccount, TraceRecord } from "./trace-line.ts";
import { traceLines } from "./trace-lines.ts";
import { verifyTrace } from "./verify-trace.ts";

const denied = JSON.parse(
  readFileSync(new URL("./samples/denied-account.json", import.meta.url), "utf8"),
) as RunAccount;
const [reason] = denied.end.reasons as readonly [Reason];
const audit = "demo::STRUCTURE_DEMO_STORAGE_V0/AUDIT";
const { text, traceDigest, headHash } = traceLines(denied);
const lines = text.trimEnd().split("\n");
const rejoin = (parts: readonly (string | undefined)[]): string => parts.map((part) => `${part}\n`).join("");

describe("traceLines", () => {
  test("chains every line to the one before and seals the last", async () => {
    await expect(text).toMatchFileSnapshot("./samples/denied.jsonl");
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
