import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeVault, openMemoryLedger, sideEffectHost } from "@pgs/capabilities";
import { compile } from "@pgs/compiler";
import type { Json, JsonObject } from "@pgs/governance";
import {
  canonicalize,
  chainHash,
  createEngine,
  type JournalRow,
  type LinkedProgram,
  linkSnapshot,
  openSnapshot,
  recount,
  traceLines,
} from "@pgs/runtime";
import { writeAskingRoot, writeReplayedRoot } from "./replayed-root.ts";

/** Of a key that everybody knows. */
export const vault = makeVault(new Uint8Array(32));

/** What a situation records: rows and perhaps a trace of one run. */
interface Recorded {
  readonly rows: readonly JournalRow[];
  readonly trace?: string;
}

interface Body {
  readonly now?: string;
  readonly end: { readonly awaits?: object };
  readonly header: { payload: JsonObject };
  readonly answers: { outputs: JsonObject }[];
}

/** What becomes of the record of a sound run, by situation. */
const situations: Readonly<Record<string, (sound: Required<Recorded>) => Recorded>> = {
  equal: (sound) => sound,
  "equal-untraced": ({ rows }) => ({ rows }),
  "changed-answer": (sound) =>
    reseal(sound, ({ answers: [first] }) => Object.assign(first ?? {}, { outputs: elsewhere })),
  "changed-payload": (sound) => reseal(sound, ({ header }) => Object.assign(header, { payload: { name: "Eve" } })),
  "changed-row": ({ rows, trace }) => ({
    rows: rows.map((row) => ({ ...row, body: row.body.replace("Ada", "Eve") })),
    trace,
  }),
  "cut-answers": (sound) => reseal(sound, ({ answers }) => answers.pop()),
  "cut-journal": ({ trace }) => ({ rows: [], trace }),
  "other-program": (sound) => sound,
  "torn-trace": ({ rows, trace }) => ({ rows, trace: trace.replace("Hello Ada", "Hello Eve") }),
};

/** The same of a run that waited and went on. `waiting` is what was recorded while it waited. */
const waited: Readonly<Record<string, (sound: Required<Recorded>, waiting: Required<Recorded>) => Recorded>> = {
  "waited-equal": (sound) => sound,
  "waiting-equal": (_sound, waiting) => waiting,
  "waited-cut-segment": ({ trace }, { rows }) => ({ rows, trace }),
  "waited-missing-segment": ({ rows, trace }) => ({ rows: rows.slice(1), trace }),
  "waited-changed-wait": ({ rows }) =>
    reseal({ rows, trace: "" }, ({ end: { awaits } }) => awaits && Object.assign(awaits, { op: "LISTEN" })),
  "waited-changed-instant": (sound) =>
    reseal(sound, (body) => Object.assign(body, body.now === undefined ? {} : { now: "2026-01-03T00:00:00.000Z" })),
};

const elsewhere = { address: `ADDR_${"0".repeat(32)}` };

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

/** Changes a row and gives it the hash of what it says now, as whoever holds the file could. */
function reseal({ rows, trace }: Required<Recorded>, change: (body: Body) => void): Recorded {
  const changed = rows.map((row) => {
    const body = JSON.parse(row.body) as Body;
    change(body);
    const entry = { ...row, body: canonicalize(body as unknown as Json) };
    return { ...entry, hash: chainHash(entry.prev, entry) };
  });
  return { rows: changed, trace };
}
