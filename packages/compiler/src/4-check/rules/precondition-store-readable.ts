import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { lookUpsOf } from "../analysis/look-ups.ts";
import { isOwnedBy } from "../analysis/lookup.ts";
import { subdomainWords } from "../analysis/subdomain-words.ts";
import type { Subject } from "../analysis/subject.ts";

export function* preconditionStoreReadable({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const { says, event, located, at } of lookUpsOf(workflow, protocol)) {
      if (located === undefined || located.access === "read" || isOwnedBy(workflow, located)) continue;
      const { structure, store } = located;
      const owner = subdomainWords({ fqdn: structure.fqdn, subdomain: store.owner });
      yield rules.preconditionStoreReadable(
        { says, event: codeOf(event.fqdn), store: store.name, owner },
        { at, related: [{ span: store.at, text: "the store is declared here" }] },
      );
    }
  }
}
