import type { Diagnostic } from "@pgs/governance";

/** What a phase gives: the next value, and everything it found on the way. `value` is absent iff it cannot go on. */
export interface Phase<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}
