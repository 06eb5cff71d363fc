import { wordsOf } from "../kernel/take-step.ts";
import type { JournalRow } from "../ports.ts";
import { chainHash } from "./chain.ts";
import { parseBody } from "./journal-body.ts";
import { runId } from "./run-id.ts";

/** Why a row is not as it was written, or not of this run; undefined: it is sound. */
export function problemOfRow(row: JournalRow, run: string): string | undefined {
  if (row.hash !== chainHash(row.prev, row)) return "it is not as it was written, its hash is another one";
  if (row.run !== run) return `it is of run ${row.run}`;
  try {
    const { header } = parseBody(row.body);
    if (row.segment === 0 && header === undefined) return "it does not say how the run began";
    return header === undefined || runId(header) === run ? undefined : "what it says was asked is another run";
  } catch (error) {
    return wordsOf(error);
  }
}
