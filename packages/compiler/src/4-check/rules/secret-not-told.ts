import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

/** Events and answers are read by others: nothing that is secret is in them. */
export function* secretNotTold({ exposures }: Subject): Generator<Diagnostic> {
  for (const { kind, mark, says, source, target, at, related } of exposures) {
    if (mark !== "secret" || (kind !== "event" && kind !== "exit")) continue;
    yield rules.secretNotTold({ says, source, target }, { at, related });
  }
}
