import { type RunIdentity, runId } from "../journal/run-id.ts";
import type { LedgerReader, RunRow } from "../ports.ts";

/**
 * Finds the newest attempt under a key. Attempts count up without a gap and their ids follow from their number, so
 * that the one index by run finds them: the count is doubled until there is none, then halved in between.
 * For a new key that is one look. `firstRun` is the id of its first attempt.
 */
export function findAttempt(
  read: LedgerReader,
  request: Omit<RunIdentity, "attempt"> & { readonly firstRun: string },
): RunRow | undefined {
  const at = (attempt: number): RunRow | undefined => read.run(runId({ ...request, attempt }));
  let newest = read.run(request.firstRun);
  if (newest === undefined) return undefined;
  let known = 1;
  let beyond = 2;
  for (let next = at(beyond); next !== undefined; next = at(beyond)) {
    newest = next;
    known = beyond;
    beyond *= 2;
  }
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    const found = at(middle);
    if (found === undefined) beyond = middle;
    else [newest, known] = [found, middle];
  }
  return newest;
}
