import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* itemProven({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read") continue;
      const { sight } = binding;
      if (sight.kind !== "unproven") continue;
      const params = { says: site.says, index: sight.index, of: sight.of, items: String(Number(sight.index) + 1) };
      yield rules.itemProven(params, { at: binding.at });
    }
  }
}
