import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

/** Copies of what is personal are declared personal. What a transform makes of it is not a copy; an answer is redacted. */
export function* personalKept({ exposures }: Subject): Generator<Diagnostic> {
  for (const { kind, mark, says, source, target, of, at, related } of exposures) {
    if (mark !== "personal" || kind === "transform" || kind === "exit") continue;
    yield rules.personalKept({ says, source, target, of }, { at, related });
  }
}
