import { type Diagnostic, rules } from "@pgs/governance";
import { wayOf } from "../../compatibility/misfit.ts";
import { declaredAt, declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

/** Over every value that stands where a path could. What a precondition compares has a rule of its own. */
export function* statedValueFits({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    if (site.kind === "precondition") continue;
    for (const binding of bindings) {
      if (binding.kind !== "stated") continue;
      const { misfit, name, target, at } = binding;
      const { gives, takes } = misfit;
      const span = declaredAt(site, name, target);
      yield rules.statedValueFits(
        { says: site.says, gives, target: name + wayOf(misfit), of: declarerOf(site, name), takes },
        {
          at,
          related: span === undefined ? [] : [{ span, text: `takes ${takes}` }],
        },
      );
    }
  }
}
