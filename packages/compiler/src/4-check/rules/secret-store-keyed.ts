import { type Diagnostic, rules } from "@pgs/governance";
import { liveArtifacts } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* secretStoreKeyed({ protocol }: Subject): Generator<Diagnostic> {
  for (const { stores } of liveArtifacts(protocol, "STRUCTURE")) {
    for (const { name, secret, semantics, at } of stores) {
      if (!secret || semantics === "state" || semantics === "facts") continue;
      yield rules.secretStoreKeyed({ store: name, semantics }, { at });
    }
  }
}
