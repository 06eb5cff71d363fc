import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeVault, openSqliteLedger, sqliteDefaults } from "@pgs/capabilities";
import type { Json, JsonObject } from "@pgs/governance";
import {
  examineTrace,
  type Ledger,
  type LinkedProgram,
  type RunResult,
  readRun,
  readTrace,
  recount,
  type SealedTrace,
  settleViews,
  traceHtml,
  traceLines,
  traceMarkdown,
  type Vault,
  vaultOn,
} from "@pgs/runtime";
import { openRuns } from "./run-protocol.ts";

/** A data root of its own, in which workflows of `hello` run for an operator. */
export interface Place {
  readonly linked: LinkedProgram;
  readonly directory: string;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly run: (payload: Json, actor?: JsonObject, workflow?: string) => Promise<RunResult>;
}

interface Opening {
  readonly linked: LinkedProgram;
  /** Where the data root is made. */
  readonly folder: string;
  /** Every byte of the tenant's key. */
  readonly key: number;
  /** What runs where no workflow is named. */
  readonly workflow: string;
}

/** Opens a data root. Every run has a key of its own; the clock stands, and what is drawn is always the same. */
export function openPlace({ linked, folder, key, workflow: usual }: Opening): Place {
  const directory = mkdtempSync(join(folder, "place-"));
  const ledger = openSqliteLedger({ ...sqliteDefaults, path: join(directory, "pgs.db") });
  const vault = vaultOn(makeVault(new Uint8Array(32).fill(key)), ledger.read);
  const runWorkflow = openRuns({ linked, ledger, vault, bytes: drawnBytes });
  const run: Place["run"] = (payload, attributes = {}, workflow = usual) => runWorkflow(workflow, payload, attributes);
  return { linked, directory, ledger, vault, run };
}

/** What is drawn: bytes of which none follows from the one before by adding one. */
export function drawnBytes(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => (index * 73 + 41) % 256);
}

export function traceOf(run: string, { linked, ledger, vault }: Place): SealedTrace {
  return traceLines(recount({ linked, vault }, ledger.read.journalOf(run)));
}

/** Everything that is left of a run and may be read by whoever has no key. */
export function leftBehind(result: RunResult, place: Place): readonly Buffer[] {
  return [...toldOf(result, place), ...keptIn(place)];
}

/** What is told of a run: its answer, then and when it is read again, and its trace in every form. */
export function toldOf(result: RunResult, place: Place): readonly Buffer[] {
  const { linked, ledger, vault } = place;
  const { text, headHash } = traceOf(result.run, place);
  const examination = examineTrace(text, { anchor: headHash });
  if (examination.proof === "tampered") throw new Error(examination.verdict);
  const row = ledger.read.run(result.run);
  const again = row && readRun({ linked, vault, tenant: "t", row, rows: ledger.read.journalOf(result.run) });
  const texts = [
    text,
    JSON.stringify([result, again, examination]),
    traceMarkdown({ trace: readTrace(text), examination }),
    traceHtml({ text, examination }),
  ];
  return texts.map((each) => Buffer.from(each));
}

/** What stands in the files of a data root, views included. */
export function keptIn({ linked, ledger, directory }: Place): readonly Buffer[] {
  settleViews({ linked, ledger, directory, maxRows: 1000 });
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
}

/** The ways in which somebody who looks for a value would find it. */
export function writingsOf(value: string): readonly Buffer[] {
  const bytes = Buffer.from(value);
  // What does not depend on where in the bytes before it a group of three begins.
  const base64 = [0, 1, 2].map((shift) => bytes.subarray(shift, shift + Math.floor((bytes.length - shift) / 3) * 3));
  return [
    bytes,
    Buffer.from(bytes.toString("hex")),
    Buffer.from(bytes.toString("hex").toUpperCase()),
    ...base64.flatMap((part) => [Buffer.from(part.toString("base64")), Buffer.from(part.toString("base64url"))]),
    Buffer.from(JSON.stringify(value).slice(1, -1)),
    Buffer.from(encodeURIComponent(value)),
  ];
}
