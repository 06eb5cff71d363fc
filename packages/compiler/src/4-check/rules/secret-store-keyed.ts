import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* secretStoreKeyed({ live }: Subject): Generator<Diagnostic> {
  for (const { stores } of live("STRUCTURE")) {
    for (const { name, secret, semantics, record, at } of stores) {
      const isKeyed = semantics === "state" || semantics === "facts";
      if (!secret || (isKeyed && record !== undefined)) continue;
      yield rules.secretStoreKeyed({ store: name, semantics: isKeyed ? "stores without a record" : semantics }, { at });
    }
  }
}
