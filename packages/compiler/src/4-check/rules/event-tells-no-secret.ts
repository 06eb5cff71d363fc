import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { deepestMark, heldIn } from "../../3-bind/mark.ts";
import type { Subject } from "../analysis/subject.ts";

export function* eventTellsNoSecret({ live }: Subject): Generator<Diagnostic> {
  for (const event of live("EV")) {
    for (const field of event.fields) {
      if (deepestMark(heldIn(field, undefined)) !== "secret") continue;
      yield rules.eventTellsNoSecret({ event: codeOf(event.fqdn), field: field.name }, { at: field.at });
    }
  }
}
