import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* nullNotEntered({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read") continue;
      const { sight } = binding;
      if (sight.kind !== "nullable") continue;
      const params = { says: site.says, path: binding.path.text, of: sight.of };
      yield rules.nullNotEntered(params, { at: binding.at });
    }
  }
}
