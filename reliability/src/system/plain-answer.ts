import type { RunResult } from "@pgs/runtime";

/** An answer without what may differ when a request is repeated: a duplicate, or another attempt. */
export function plainAnswer(answer: RunResult | undefined): unknown {
  if (answer === undefined) return undefined;
  const { duplicate: _duplicate, run: _run, trace: _trace, ...told } = answer;
  return told;
}
