import type { Reason } from "@pgs/runtime";
import type { StrictJsonIssue } from "./strict-json-issue.ts";

/** Says to the asker why a payload that is not strict JSON was refused: where in the value, and where in the text. */
export function payloadRefusal(issue: StrictJsonIssue): Reason {
  return {
    code: issue.code,
    message: `${issue.message} (line ${issue.line}, column ${issue.column} of the payload)`,
    at: issue.pointer,
  };
}
