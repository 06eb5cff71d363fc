import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { handovers } from "../analysis/handovers.ts";
import type { Subject } from "../analysis/subject.ts";

export function* anyStaysAny({ sites, pipelines }: Subject): Generator<Diagnostic> {
  for (const { site, bindings } of sites) {
    for (const binding of bindings) {
      if (binding.kind !== "read" || binding.target === undefined || binding.target.type.kind === "any") continue;
      const { sight } = binding;
      if (sight.kind !== "value" || sight.type.kind !== "any") continue;
      const params = { says: site.says, source: binding.path.text, target: binding.target.name, of: site.of };
      yield rules.anyStaysAny(params, { at: binding.at });
    }
  }
  for (const { pipeline, step, output, field, target } of pipelines.flatMap(handovers)) {
    if (field.type.kind !== "any" || target.type.kind === "any") continue;
    const params = {
      says: saysStep(pipeline.owner, step),
      source: field.name,
      target: target.name,
      of: codeOf(pipeline.owner.fqdn),
    };
    yield rules.anyStaysAny(params, { at: output.at, related: [{ span: target.at, text: "its type is stated here" }] });
  }
}
