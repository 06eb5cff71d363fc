import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { artifactNamed, locateStore } from "../analysis/lookup.ts";
import type { Subject } from "../analysis/subject.ts";

export function* eventStoreMatches({ pipelines, protocol }: Subject): Generator<Diagnostic> {
  for (const { owner, steps, names } of pipelines) {
    for (const { step } of steps) {
      const event = step.event === undefined ? undefined : artifactNamed(protocol, step.event.fqdn, "EV");
      if (event === undefined || step.event === undefined) continue;
      const within = { protocol, names };
      const written = locateStore(step.store, within);
      const kept = locateStore(event.store, within);
      const isSame = kept === undefined ? step.store?.name === event.store.name : written?.store === kept.store;
      if (written === undefined || isSame) continue;
      yield rules.eventStoreMatches(
        { says: saysStep(owner, step), event: codeOf(event.fqdn), store: written.store.name, kept: event.store.name },
        { at: step.store?.at ?? step.event.at, related: [{ span: event.store.at, text: "the event is kept here" }] },
      );
    }
  }
}
