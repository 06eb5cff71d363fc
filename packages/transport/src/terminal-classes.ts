import type { Terminal } from "@pgs/runtime";

/** How an end is told outside: by a command, and over HTTP. */
interface TerminalClass {
  readonly exitCode: number;
  readonly httpStatus: number;
}

/** The table of terminal classes (DESIGN §7). The only place that knows it. */
const terminalClasses: Readonly<Record<Terminal, TerminalClass>> = {
  completed: { exitCode: 0, httpStatus: 200 },
  waiting: { exitCode: 5, httpStatus: 202 },
  denied: { exitCode: 3, httpStatus: 403 },
  rejected: { exitCode: 3, httpStatus: 422 },
  key_reuse: { exitCode: 3, httpStatus: 409 },
  failed: { exitCode: 6, httpStatus: 500 },
  faulted: { exitCode: 6, httpStatus: 500 },
};

/** The exit code of a command that ended with a run that ended so. */
export function exitCodeOf(terminal: Terminal): number {
  return terminalClasses[terminal].exitCode;
}

/** The HTTP status of an answer that tells of a run that ended so. */
export function httpStatusOf(terminal: Terminal): number {
  return terminalClasses[terminal].httpStatus;
}
