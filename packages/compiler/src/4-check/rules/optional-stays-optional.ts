import { codeOf, type Diagnostic, type Field, rules } from "@pgs/governance";
import { writtenPath } from "../../3-bind/path.ts";
import { saysStep } from "../analysis/authored.ts";
import { bothEnds } from "../analysis/both-ends.ts";
import { handovers } from "../analysis/handovers.ts";
import { declaredAt, declarerOf } from "../analysis/sites.ts";
import type { Subject } from "../analysis/subject.ts";

export function* optionalStaysOptional({ sites, pipelines }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read" || binding.target === undefined || mayBeAbsent(binding.target)) continue;
      const { sight } = binding;
      if (sight.kind !== "value" || !sight.isOptional) continue;
      const params = {
        says: site.says,
        source: writtenPath(binding.path),
        target: binding.name,
        of: declarerOf(site, binding.name),
      };
      const related = bothEnds(
        { span: sight.declaredAt, text: "it is declared here" },
        { span: declaredAt(site, binding.name, binding.target), text: "a value is always taken here" },
      );
      yield rules.optionalStaysOptional(params, { at: binding.at, related });
    }
  }
  for (const { pipeline, step, output, field, target, isGuaranteed } of pipelines.flatMap(handovers)) {
    if (!field.optional || target.optional || !isGuaranteed) continue;
    const params = {
      says: saysStep(pipeline.owner, step),
      source: field.name,
      target: target.name,
      of: codeOf(pipeline.owner.fqdn),
    };
    yield rules.optionalStaysOptional(params, {
      at: output.at,
      related: [{ span: target.at, text: "it is promised here" }],
    });
  }
}

function mayBeAbsent(field: Field): boolean {
  return field.optional || field.default !== undefined;
}
