import { readHeader } from "../journal/open-journal-run.ts";
import { replay } from "../journal/replay.ts";
import type { AwaitedRow } from "../ports.ts";
import { findWorkflow } from "../snapshot/find-workflow.ts";
import type { Programs } from "./open-programs.ts";
import { resultOf } from "./result-of.ts";
import type { RunResult } from "./run-result.ts";
import type { SegmentEnd, SuspendedEnd } from "./write-segment.ts";

/** Reads a run that waits from the ledger. Throws why it cannot go on: its program is not kept, or its journal unsound. */
export function loadSuspended(programs: Programs, row: AwaitedRow): SuspendedEnd {
  const rows = programs.own.ledger.read.journalOf(row.run);
  const { program_digest } = readHeader(rows);
  const parts = programs.find(program_digest);
  if (parts === undefined) throw new Error(`program ${program_digest}, which began it, is not kept`);
  const { header, played } = replay(parts, rows);
  const { workflow, key, actor, correlation } = header;
  const found = findWorkflow(parts.linked, workflow);
  if (!found.ok || played.end.kind !== "awaits") throw new Error("its journal does not lead to what it awaits");
  const result = resultOf({ parts, run: row.run, workflow, played, duplicate: false, awaited: row });
  const { command } = played.end;
  return { parts, result, key, suspended: { row, command, workflow: found.index, asking: { actor, correlation } } };
}

/** Says where a run stands now: another process may have gone on with it. */
export function whereItStands({ parts, result: last }: SegmentEnd): RunResult {
  const { read } = parts.ledger;
  const { run, workflow } = last;
  const { played } = replay(parts, read.journalOf(run));
  return resultOf({ parts, run, workflow, played, duplicate: false, awaited: read.awaitedOf(run) });
}

/** Whether a run has ended, or waits for something else than it did. */
export function hasMoved({ awaits, reasons }: RunResult, { result }: SuspendedEnd): boolean {
  return awaits === undefined || awaits.id !== result.awaits?.id || reasons.length !== result.reasons.length;
}
