import { type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* lastStepExits({ pipelines }: Subject): Generator<Diagnostic> {
  for (const { steps } of pipelines) {
    const last = steps.at(-1)?.step;
    for (const { outcome, target, targetAt: at } of last?.on ?? []) {
      if (target.kind === "continue") yield rules.lastStepExits({ step: last?.name ?? "", outcome }, { at });
    }
  }
}
