import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundTransform } from "../../3-bind/bound.ts";
import { deepestMark, heldIn, markOf } from "../../3-bind/mark.ts";
import type { Subject } from "../analysis/subject.ts";

export function* disclosureMeant({ live }: Subject): Generator<Diagnostic> {
  for (const transform of live("CT")) {
    for (const { name, at } of transform.discloses) {
      const why = whyNot(transform, name);
      if (why === undefined) continue;
      yield rules.disclosureMeant({ transform: codeOf(transform.fqdn), output: name, why }, { at });
    }
  }
}

function whyNot({ inputs, outputs }: BoundTransform, name: string): string | undefined {
  const output = outputs.find((field) => field.name === name);
  if (output === undefined) return "which it does not give";
  if (markOf(output) === "secret") return "which it declares secret";
  const isSecret = inputs.some((field) => deepestMark(heldIn(field, undefined)) === "secret");
  return isSecret ? undefined : "and takes no secret";
}
