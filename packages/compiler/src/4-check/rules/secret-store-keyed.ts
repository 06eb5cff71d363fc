import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* secretStoreKeyed({ live }: Subject): Generator<Diagnostic> {
  for (const { stores } of live("STRUCTURE")) {
    for (const { name, secret, semantics, at } of stores) {
      if (!secret || semantics === "state" || semantics === "facts") continue;
      yield rules.secretStoreKeyed({ store: name, semantics }, { at });
    }
  }
}
