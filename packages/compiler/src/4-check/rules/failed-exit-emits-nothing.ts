import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { Subject } from "../analysis/subject.ts";

export function* failedExitEmitsNothing({ workflows }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const node of workflow.nodes) {
      if (node.kind !== "exit" || node.class !== "failed") continue;
      for (const { event, at } of node.emit) {
        yield rules.failedExitEmitsNothing({ node: node.name, event: codeOf(event.fqdn) }, { at });
      }
    }
  }
}
