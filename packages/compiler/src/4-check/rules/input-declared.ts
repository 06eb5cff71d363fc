import { type Diagnostic, nearestTo, rules, spellingFix } from "@pgs/governance";
import { declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

export function* inputDeclared({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "undeclared") continue;
      const { name, candidates, at } = binding;
      const word = name.slice(name.lastIndexOf(".") + 1);
      const near = nearestTo(word, candidates);
      const fix = spellingFix({ word, at }, candidates);
      const listed = [...candidates].map((candidate) => `\`${candidate}\``);
      const takes = listed.length === 0 ? "nothing" : listed.join(", ");
      yield rules.inputDeclared({ says: site.says, input: name, of: declarerOf(site, name), near, takes }, { at, fix });
    }
  }
}
