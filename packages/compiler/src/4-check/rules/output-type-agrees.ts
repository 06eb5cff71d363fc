import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { advise } from "../../compatibility/advise.ts";
import { wayOf } from "../../compatibility/misfit.ts";
import { typeMisfit } from "../../compatibility/type-misfit.ts";
import { saysStep } from "../analysis/authored.ts";
import { bothEnds } from "../analysis/both-ends.ts";
import { handovers } from "../analysis/handovers.ts";
import type { Subject } from "../analysis/subject.ts";

/** Over every output that becomes its contract's by its name. What is `any` has a rule of its own. */
export function* outputTypeAgrees({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { pipeline, step, output, field, target } of pipelines.flatMap(handovers)) {
    const misfit = typeMisfit(field.type, target.type);
    if (misfit === undefined || misfit.kind === "any") continue;
    const { gives, takes } = misfit;
    const params = { says: saysStep(pipeline.owner, step), output: field.name + wayOf(misfit), gives, takes };
    yield rules.outputTypeAgrees(
      { ...params, of: codeOf(pipeline.owner.fqdn), advice: advise(misfit) },
      {
        at: output.at,
        related: bothEnds({ span: field.at, text: `gives ${gives}` }, { span: target.at, text: `promises ${takes}` }),
      },
    );
  }
}
