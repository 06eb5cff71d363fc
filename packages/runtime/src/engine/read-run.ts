import { replay } from "../journal/replay.ts";
import type { AwaitedRow, JournalRow, RunRow, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { resultOf } from "./result-of.ts";
import type { RunResult } from "./run-result.ts";

/**
 * Says what a run came to, as it was answered when it ended or began to wait. Never touches a store. Throws where `linked` is not the
 * program that the run was made by.
 */
export function readRun(from: {
  readonly linked: LinkedProgram;
  readonly vault: Vault;
  readonly tenant: string;
  readonly row: RunRow;
  readonly rows: readonly JournalRow[];
  /** What it awaits now. */
  readonly awaited?: AwaitedRow | undefined;
}): RunResult {
  const { linked, vault, tenant, row, rows, awaited } = from;
  const { run, workflow } = row;
  return resultOf({
    parts: { linked, tenant },
    run,
    workflow,
    played: replay({ linked, vault }, rows).played,
    duplicate: false,
    awaited,
  });
}
