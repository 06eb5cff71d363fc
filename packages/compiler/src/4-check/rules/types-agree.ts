import { type Diagnostic, rules } from "@pgs/governance";
import { writtenPath } from "../../3-bind/path.ts";
import { advise } from "../../compatibility/advise.ts";
import { wayOf } from "../../compatibility/misfit.ts";
import { bothEnds } from "../analysis/both-ends.ts";
import { declaredAt, declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

/** Over every path that is bound. What is `any` has a rule of its own, and so has what a precondition compares. */
export function* typesAgree({ sites }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    if (site.kind === "precondition") continue;
    for (const binding of bindings) {
      if (binding.kind !== "read" || binding.sight.kind !== "value") continue;
      const { misfit, path, name, target, sight, at } = binding;
      if (misfit === undefined || misfit.kind === "any") continue;
      const { gives, takes } = misfit;
      const way = wayOf(misfit);
      yield rules.typesAgree(
        {
          says: site.says,
          source: writtenPath(path) + way,
          gives,
          target: name + way,
          of: declarerOf(site, name),
          takes,
          advice: advise(misfit),
        },
        {
          at,
          related: bothEnds(
            { span: sight.declaredAt, text: `gives ${gives}` },
            { span: declaredAt(site, name, target), text: `takes ${takes}` },
          ),
        },
      );
    }
  }
}
