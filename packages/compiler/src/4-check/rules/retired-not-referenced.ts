import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { authoredCode } from "../analysis/authored.ts";
import { referencesOf } from "../analysis/references.ts";
import type { Subject } from "../analysis/subject.ts";

export function* retiredNotReferenced({ all, protocol }: Subject): Generator<Diagnostic> {
  for (const artifact of all()) {
    if (artifact.status === "retired") continue;
    for (const { fqdn, at } of referencesOf(artifact)) {
      const target = protocol.artifacts.get(fqdn);
      if (target?.status !== "retired") continue;
      const related = [{ span: target.at, text: "it is retired here" }];
      yield rules.retiredNotReferenced({ artifact: authoredCode(artifact), reference: codeOf(fqdn) }, { at, related });
    }
  }
}
