import { type Diagnostic, rules } from "@pgs/governance";
import { saysStep } from "../analysis/authored.ts";
import { staysWrittenBefore } from "../analysis/stays-written.ts";
import type { Subject } from "../analysis/subject.ts";

/** Not of an exit that says what stays. */
export function* failedExitTakesBack({ workflows, pipelines, protocol }: Subject): Generator<Diagnostic> {
  const ofContract = new Map(pipelines.map((pipeline) => [pipeline.owner.fqdn, pipeline]));
  for (const view of workflows) {
    for (const exit of view.workflow.nodes) {
      if (exit.kind !== "exit" || exit.class !== "failed" || exit.detail !== "") continue;
      const found = staysWrittenBefore(view, { exit, pipelines: ofContract, protocol });
      if (found === undefined) continue;
      const { written, ending } = found;
      const writer = saysStep(written.owner, written.step);
      const kept = { span: ending.step.at, text: "and is kept for good here" };
      const related = [{ span: written.step.at, text: "may be written here" }, ...(exit.implied ? [] : [kept])];
      const label = exit.implied ? "and is kept for good here" : "not everything is taken back here";
      const params = { node: exit.name, writer, ending: saysStep(ending.owner, ending.step), label };
      // An exit that nobody wrote stands nowhere.
      yield rules.failedExitTakesBack(params, { at: exit.implied ? ending.step.at : exit.at, related });
    }
  }
}
