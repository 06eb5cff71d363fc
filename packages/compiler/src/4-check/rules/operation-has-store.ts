import { type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Subject } from "../analysis/subject.ts";

export function* operationHasStore({ pipelines, protocol }: Subject): Generator<Diagnostic> {
  for (const { owner, steps } of pipelines) {
    for (const { step } of steps) {
      const operation = operationOf(step, protocol);
      const needsStore = operation !== undefined && operation.stores.length > 0;
      if (operation === undefined || needsStore === (step.store !== undefined)) continue;
      const why = needsStore ? "needs a store, and names none" : "takes no store, and names one";
      const kinds = operation.stores.map((kind) => `\`${kind}\``).join(" or ");
      const advice = needsStore ? `add \`store: <NAME>\`, the name of a store that is ${kinds}` : "take `store` away";
      const at = step.store?.at ?? (step.uses.kind === "side_effect" ? step.uses.opAt : step.at);
      const related = [{ span: operation.at, text: "the operation is declared here" }];
      yield rules.operationHasStore({ says: saysStep(owner, step), op: operation.name, why, advice }, { at, related });
    }
  }
}
