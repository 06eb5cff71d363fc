import { type Diagnostic, nearestTo, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* pathDeclared({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read") continue;
      const { sight } = binding;
      if (sight.kind !== "undeclared") continue;
      const { name, of, candidates } = sight;
      const near = nearestTo(name, candidates);
      yield rules.pathDeclared({ says: site.says, path: binding.path.text, name, of, near }, { at: binding.at });
    }
  }
}
