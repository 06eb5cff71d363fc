import { type Diagnostic, rules } from "@pgs/governance";
import { declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

export function* inputBound({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "missing") continue;
      yield rules.inputBound(
        { says: site.says, input: binding.name, of: declarerOf(site, binding.name) },
        { at: binding.at },
      );
    }
  }
}
