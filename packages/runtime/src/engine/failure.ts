import type { Failure } from "../kernel/play.ts";

/** Says a finding as an end without an answer: a fault of the run. */
export function failure({ code, message }: { readonly code: string; readonly message: string }): Failure {
  return { kind: "failure", code, message };
}
