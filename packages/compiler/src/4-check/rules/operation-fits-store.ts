import { type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { locateStore } from "../analysis/lookup.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Subject } from "../analysis/subject.ts";

export function* operationFitsStore({ pipelines, protocol }: Subject): Generator<Diagnostic> {
  for (const { owner, steps, names } of pipelines) {
    for (const { step } of steps) {
      const operation = operationOf(step, protocol);
      const located = locateStore(step.store, { protocol, names });
      if (operation === undefined || located === undefined || operation.stores.length === 0) continue;
      const { name, semantics, at } = located.store;
      if (operation.stores.includes(semantics)) continue;
      const fitting = operation.stores.map((one) => `\`${one}\``).join(" or ");
      yield rules.operationFitsStore(
        { says: saysStep(owner, step), op: operation.name, store: name, semantics, fitting },
        {
          at: step.store?.at ?? step.at,
          related: [{ span: at, text: `it is \`${semantics}\`` }],
          cause: `${at.file}: ${name} is for ${fitting}`,
        },
      );
    }
  }
}
