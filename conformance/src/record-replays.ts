import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeVault, openMemoryLedger, sideEffectHost } from "@pgs/capabilities";
import { compile } from "@pgs/compiler";
import { createEngine, type LinkedProgram, linkSnapshot, openSnapshot, recount, traceLines } from "@pgs/runtime";
import { type Recorded, situations, waited } from "./replay-situations.ts";
import { writeAskingRoot, writeReplayedRoot } from "./replayed-root.ts";

/** Of a key that everybody knows. */
export const vault = makeVault(new Uint8Array(32));

/**
 * Records every situation of `replay/` again: compiles its program, runs it once, and does to the record what the
 * situation is about. Verdicts stay, for the tests to compare. A situation without a snapshot of its own is replayed by that of `equal` or `waited-equal`.
 */
export async function recordReplays(replays: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "pgs-replays-"));
  try {
    const sound = await runOnce(await compileProgram(join(scratch, "hello"), "Hello"));
    await compileProgram(join(scratch, "goodbye"), "Goodbye");
    const { waiting, ended } = await runAndSettle(await compileProgram(join(scratch, "asking"), ""));
    const records = [
      ...Object.entries(situations).map(([name, change]) => [name, change(sound)] as const),
      ...Object.entries(waited).map(([name, change]) => [name, change(ended, waiting)] as const),
    ];
    for (const name of readdirSync(replays)) {
      const isKept = records.some(([recordName]) => recordName === name);
      rmSync(isKept ? join(replays, name, "snapshot") : join(replays, name), { recursive: true, force: true });
    }
    for (const [name, { rows, trace = "" }] of records) {
      const folder = join(replays, name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "journal.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
      if (trace !== "") writeFileSync(join(folder, "trace.jsonl"), trace);
    }
    for (const [name, program] of [
      ["equal", "hello"],
      ["other-program", "goodbye"],
      ["waited-equal", "asking"],
    ] as const) {
      cpSync(join(scratch, program, "snapshot"), join(replays, name, "snapshot"), { recursive: true });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const host = sideEffectHost("1.0.0");

async function compileProgram(folder: string, word: string): Promise<LinkedProgram> {
  const out = join(folder, "snapshot");
  const root = join(folder, "root");
  const roots = [word === "" ? writeAskingRoot(root) : writeReplayedRoot(root, word)];
  const { diagnostics } = await compile({ roots, out, host, link: linkSnapshot });
  const opened = openSnapshot(out);
  if (!opened.ok) throw new Error(`the program is not sealed: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return linkSnapshot(opened.snapshot);
}

const request = {
  workflow: "replayed::WF_GREET_V0",
  payloadText: '{"name":"Ada"}',
  refusals: [],
  key: "once",
  actor: { actor: "", attributes: {}, provenance: "asserted-by-operator" },
} as const;

function openRecorder(linked: LinkedProgram) {
  const ledger = openMemoryLedger({ maxRecords: 9 });
  let now = "2026-01-01T00:00:00.000Z";
  const entropy = { bytes: (count: number) => new Uint8Array(count) };
  const clock = { now: () => now };
  const engine = createEngine({ linked, host, clock, entropy, vault, tenant: "default", ledger });
  const recordedOf = (run: string): Required<Recorded> => {
    const rows = ledger.read.journalOf(run);
    return { rows, trace: traceLines(recount({ linked, vault }, rows)).text };
  };
  const passTo = (instant: string): void => {
    now = instant;
  };
  return { engine, recordedOf, passTo };
}

async function runOnce(linked: LinkedProgram): Promise<Required<Recorded>> {
  const { engine, recordedOf } = openRecorder(linked);
  const { run } = await engine.submit(request);
  return recordedOf(run);
}

async function runAndSettle(linked: LinkedProgram) {
  const { engine, recordedOf, passTo } = openRecorder(linked);
  const { run, awaits } = await engine.submit(request);
  const waiting = recordedOf(run);
  passTo("2026-01-01T00:30:00.000Z");
  const settled = await engine.settle(awaits?.id ?? "", { signal: "allowed" });
  if (!settled.ok) throw new Error(settled.reason.message);
  return { waiting, ended: recordedOf(run) };
}
