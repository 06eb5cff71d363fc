import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundStep, EffectSemantics } from "../../3-bind/bound.ts";
import { saysStep } from "../analysis/authored.ts";
import { doneBefore } from "../analysis/done-before.ts";
import { operationOf } from "../analysis/signature.ts";
import type { Subject } from "../analysis/subject.ts";

export function* rejectedExitWritesNothing({ workflows, pipelines, protocol }: Subject): Generator<Diagnostic> {
  const ofContract = new Map(pipelines.map((pipeline) => [pipeline.owner.fqdn, pipeline]));
  const isSought = (step: BoundStep): boolean => {
    const operation = operationOf(step, protocol);
    return operation !== undefined && keeping.has(operation.semantics);
  };
  // A child that was turned down may have written too, and what is outside does not say so by a name of ours.
  const isDone = (step: BoundStep, outcome: string): boolean => {
    const semantics = operationOf(step, protocol)?.semantics;
    if (semantics === "invoke") return true;
    return semantics === "external" ? !undone.has(outcome) : outcome === "SUCCESS";
  };
  for (const view of workflows) {
    for (const node of view.workflow.nodes) {
      if (node.kind !== "exit" || node.class !== "rejected") continue;
      for (const { event, at } of node.emit) {
        yield rules.rejectedExitWritesNothing({ node: node.name, written: `\`${codeOf(event.fqdn)}\`` }, { at });
      }
      const done = doneBefore(view, { exit: node, pipelines: ofContract, isSought, isDone });
      if (done === undefined) continue;
      const related = [{ span: done.step.at, text: "may be written before it" }];
      const params = { node: node.name, written: `what ${saysStep(done.owner, done.step)} writes` };
      yield rules.rejectedExitWritesNothing(params, { at: node.at, related });
    }
  }
}

const undone: ReadonlySet<string> = new Set(["VIOLATION", "BACKEND_ERROR"]);
const keeping: ReadonlySet<EffectSemantics> = new Set(["idempotent", "append", "mutate", "external", "invoke"]);
