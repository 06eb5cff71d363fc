import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { writtenPath } from "../../3-bind/path.ts";
import { wayOf } from "../../compatibility/misfit.ts";
import { typeMisfit } from "../../compatibility/type-misfit.ts";
import { saysStep } from "../analysis/authored.ts";
import { bothEnds } from "../analysis/both-ends.ts";
import { handovers } from "../analysis/handovers.ts";
import { declaredAt, declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

export function* anyStaysAny({ sites, pipelines }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read" || binding.misfit?.kind !== "any") continue;
      const { path, name, misfit, target, sight, at } = binding;
      const way = wayOf(misfit);
      const params = { source: writtenPath(path) + way, target: name + way, takes: misfit.takes };
      const related = bothEnds(
        { span: sight.kind === "value" ? sight.declaredAt : undefined, text: "it is `any` here" },
        { span: declaredAt(site, name, target), text: `takes ${misfit.takes}` },
      );
      yield rules.anyStaysAny({ says: site.says, ...params, of: declarerOf(site, name) }, { at, related });
    }
  }
  for (const { pipeline, step, output, field, target } of pipelines.flatMap(handovers)) {
    const misfit = typeMisfit(field.type, target.type);
    if (misfit?.kind !== "any") continue;
    const way = wayOf(misfit);
    const params = { source: field.name + way, target: target.name + way, takes: misfit.takes };
    yield rules.anyStaysAny(
      { says: saysStep(pipeline.owner, step), ...params, of: codeOf(pipeline.owner.fqdn) },
      { at: output.at, related: [{ span: target.at, text: "its type is stated here" }] },
    );
  }
}
