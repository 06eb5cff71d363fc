import type { Diagnostic } from "@pgs/governance";

/** Exit codes of commands that did not end with a run (DESIGN §7); `exitCodeOf` has those that did. */
export const exitCodes = {
  ok: 0,
  findings: 1,
  usage: 2,
  refused: 3,
  verification: 4,
  failed: 6,
  internal: 70,
  interrupted: 130,
} as const;

export interface Failure {
  readonly exit: number;
  /** What is wrong, one clause. */
  readonly message: string;
  /** What to do. */
  readonly help?: string | undefined;
  /** What was found in which texts, where that says it better. */
  readonly report?: FindingsReport | undefined;
}

export interface FindingsReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Texts by the path that the diagnostics print. */
  readonly sources: ReadonlyMap<string, string>;
}

/** A command that cannot go on for a reason that its user can understand; never our own fault. */
export class CommandFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Wrong words on the command line. */
export function usageFailure(message: string, help?: string): CommandFailure {
  return new CommandFailure({ exit: exitCodes.usage, message, help });
}
