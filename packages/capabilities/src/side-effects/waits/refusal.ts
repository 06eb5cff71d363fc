import type { Diagnostic } from "@pgs/governance";
import { type Reason, reasonOf } from "@pgs/runtime";

/** Says why an offer is not taken. `at` is a JSON pointer into it. */
export function refusal(finding: Diagnostic, at: string): { readonly refused: Reason } {
  return { refused: reasonOf(finding, at) };
}
