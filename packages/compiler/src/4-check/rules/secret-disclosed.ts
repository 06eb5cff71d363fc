import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { deepestMark, heldIn, markOf } from "../../3-bind/mark.ts";
import type { Subject } from "../analysis/subject.ts";

export function* secretDisclosed({ live }: Subject): Generator<Diagnostic> {
  for (const { fqdn, inputs, outputs, discloses } of live("CT")) {
    const secret = inputs.find((field) => deepestMark(heldIn(field, undefined)) === "secret");
    if (secret === undefined) continue;
    for (const output of outputs) {
      if (markOf(output) === "secret" || discloses.some(({ name }) => name === output.name)) continue;
      const params = { transform: codeOf(fqdn), input: secret.name, output: output.name };
      const related = [{ span: secret.at, text: "the secret comes in here" }];
      yield rules.secretDisclosed(params, { at: output.at, related });
    }
  }
}
