import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundWorkflow } from "../../3-bind/bound.ts";
import { isOwnedBy } from "../analysis/lookup.ts";
import { type StoreWrite, storeWritesOf } from "../analysis/store-writes.ts";
import { subdomainWords } from "../analysis/subdomain-words.ts";
import type { Subject } from "../analysis/subject.ts";

export function* storeWrittenByOwner({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const write of storeWritesOf(workflow, protocol)) {
      const why = whyNot(workflow, write);
      if (why === undefined) continue;
      const related = [
        { span: workflow.at, text: `this is of ${subdomainWords(workflow)}` },
        { span: write.store.at, text: `this is of ${subdomainWords(ownerOf(write))}` },
      ];
      const params = { workflow: codeOf(workflow.fqdn), store: write.store.name, why };
      yield rules.storeWrittenByOwner(params, { at: write.at, related });
    }
  }
}

function whyNot(workflow: BoundWorkflow, write: StoreWrite): string | undefined {
  if (write.access === "read") return "it borrows to read";
  return isOwnedBy(workflow, write) ? undefined : `${subdomainWords(ownerOf(write))} owns`;
}

function ownerOf({ structure, store }: StoreWrite) {
  return { fqdn: structure.fqdn, subdomain: store.owner };
}
