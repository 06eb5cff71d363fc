import { replay } from "../journal/replay.ts";
import type { JournalRow, RunRow, Vault } from "../ports.ts";
import type { LinkedProgram } from "../snapshot/linked-program.ts";
import { resultOf } from "./result-of.ts";
import type { RunResult } from "./run-result.ts";

/**
 * Says what a run came to, as it was answered when it ended. Never touches a store. Throws where `linked` is not the
 * program that the run was made by.
 */
export function readRun(from: {
  readonly linked: LinkedProgram;
  readonly vault: Vault;
  readonly tenant: string;
  readonly row: RunRow;
  readonly rows: readonly JournalRow[];
}): RunResult {
  const { linked, vault, tenant, row, rows } = from;
  const { run, workflow } = row;
  return resultOf({
    parts: { linked, tenant },
    run,
    workflow,
    played: replay({ linked, vault }, rows).played,
    duplicate: false,
  });
}
