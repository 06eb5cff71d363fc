import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkReplay, type FoundProgram, type JournalRow, linkSnapshot, openSnapshot } from "@pgs/runtime";
import { describe, expect, test } from "vitest";
import { recordReplays, vault } from "./record-replays.ts";
import { recorded } from "./recorded.ts";

const replays = fileURLToPath(new URL("../replay", import.meta.url));

if (process.env["PGS_UPDATE"] === "1") await recordReplays(replays);

/** The snapshot of a situation, verified; without one of its own it is that of `equal`, or of `waited-equal`. */
function openProgram(folder: string): FoundProgram {
  const own = join(folder, "snapshot");
  const usual = join(replays, basename(folder).startsWith("wait") ? "waited-equal" : "equal", "snapshot");
  const opened = openSnapshot(existsSync(own) ? own : usual);
  if (opened.ok) return { ok: true, linked: linkSnapshot(opened.snapshot) };
  throw new Error(opened.findings.map(({ message }) => message).join("; "));
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

describe("a replay", () => {
  test.each(readdirSync(replays).map((name) => [name]))("of the situation %s comes to its verdict", (name) => {
    const folder = join(replays, name);
    const lines = (textOf(join(folder, "journal.jsonl")) ?? "").split("\n").filter((line) => line !== "");
    const rows = lines.map((line) => JSON.parse(line) as JournalRow);
    const { kind, ...verdict } = checkReplay(
      { findProgram: () => openProgram(folder), vault },
      {
        run: rows[0]?.run ?? "R_0",
        rows,
        trace: textOf(join(folder, "trace.jsonl")),
      },
    );
    const finding = "finding" in verdict ? { code: verdict.finding.code, message: verdict.finding.message } : undefined;
    const attempted = `${JSON.stringify({ verdict: kind, ...verdict, ...(finding && { finding }) }, null, 2)}\n`;
    expect(attempted).toBe(recorded(join(folder, "verdict.json"), attempted));
  });
});
