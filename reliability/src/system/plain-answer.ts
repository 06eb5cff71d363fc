import type { RunResult } from "@pgs/runtime";
import { withoutTimes } from "./without-times.ts";

/** An answer without what may differ when a request is repeated: a duplicate, another attempt, another time. */
export function plainAnswer(answer: RunResult | undefined): unknown {
  if (answer === undefined) return undefined;
  const { duplicate: _duplicate, run: _run, trace: _trace, ...told } = answer;
  return JSON.parse(withoutTimes(JSON.stringify(told)));
}
