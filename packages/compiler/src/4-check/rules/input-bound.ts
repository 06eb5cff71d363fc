import { type Diagnostic, rules } from "@pgs/governance";
import { meantInstead } from "../analysis/causes.ts";
import { declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

/** Not of an input that is bound under a misspelt name. */
export function* inputBound({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    const passed = bindings.flatMap((binding) => (binding.kind === "undeclared" ? [binding.name] : []));
    const missing = bindings.flatMap((binding) => (binding.kind === "missing" ? [binding.name] : []));
    const misspelt = [...meantInstead(passed, missing).values()];
    for (const binding of bindings) {
      if (binding.kind !== "missing" || misspelt.includes(binding.name)) continue;
      yield rules.inputBound(
        { says: site.says, input: binding.name, of: declarerOf(site, binding.name) },
        { at: binding.at },
      );
    }
  }
}
