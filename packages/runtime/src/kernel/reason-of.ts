import type { Diagnostic, Place } from "@pgs/governance";
import type { Reason } from "./state.ts";

/** For findings about a run, which stand in no text. */
export const nowhere: Place = { at: { file: "", start: 0, end: 0 } };

/** Says a finding as the reason of a run. `at` is a JSON pointer, or `NODE` or `NODE/step`. */
export function reasonOf(finding: Diagnostic, at: string): Reason {
  const { code, message, help } = finding;
  return { code, message: help === undefined ? message : `${message}; ${help}`, at };
}
