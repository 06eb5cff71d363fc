import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

/** Contracts, transforms and effects take a secret where they declare one. */
export function* secretKept({ exposures }: Subject): Generator<Diagnostic> {
  for (const { kind, mark, says, source, target, of, at, related } of exposures) {
    if (mark !== "secret" || kind === "event" || kind === "exit") continue;
    yield rules.secretKept({ says, source, target, of }, { at, related });
  }
}
