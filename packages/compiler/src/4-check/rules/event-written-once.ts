import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { doneBefore } from "../analysis/done-before.ts";
import type { Subject } from "../analysis/subject.ts";

export function* eventWrittenOnce({ workflows, pipelines }: Subject): Generator<Diagnostic> {
  const ofContract = new Map(pipelines.map((pipeline) => [pipeline.owner.fqdn, pipeline]));
  for (const view of workflows) {
    for (const exit of view.workflow.nodes) {
      if (exit.kind !== "exit") continue;
      const seen = new Set<string>();
      for (const { event } of exit.emit) {
        const params = { node: exit.name, event: codeOf(event.fqdn) };
        if (seen.has(event.fqdn)) yield rules.eventWrittenOnce({ ...params, also: "the same exit" }, { at: event.at });
        seen.add(event.fqdn);
        const done = doneBefore(view, {
          exit,
          pipelines: ofContract,
          isSought: (step) => step.event?.fqdn === event.fqdn,
        });
        if (done === undefined) continue;
        const related = [{ span: done.step.event?.at ?? done.step.at, text: "written here before" }];
        yield rules.eventWrittenOnce({ ...params, also: saysStep(done.owner, done.step) }, { at: event.at, related });
      }
    }
  }
}
