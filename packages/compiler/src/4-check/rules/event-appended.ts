import { type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Subject } from "../analysis/subject.ts";

export function* eventAppended({ pipelines, protocol }: Subject): Generator<Diagnostic> {
  for (const { owner, steps } of pipelines) {
    for (const { step } of steps) {
      const operation = operationOf(step, protocol);
      if (step.event === undefined || operation === undefined || operation.semantics === "append") continue;
      yield rules.eventAppended({ says: saysStep(owner, step), op: operation.name }, { at: step.event.at });
    }
  }
}
