import type { Terminal } from "@pgs/runtime";

/** The table terminal class → exit code of a command (DESIGN §7). The only place that knows it. */
const exitCodes: Readonly<Record<Terminal, number>> = {
  completed: 0,
  denied: 3,
  rejected: 3,
  key_reuse: 3,
  waiting: 5,
  failed: 6,
  faulted: 6,
};

/** The exit code of a command that ended with a run that ended so. */
export function exitCodeOf(terminal: Terminal): number {
  return exitCodes[terminal];
}
