import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { Flow, FlowEdge } from "../analysis/flow.ts";
import { type Handover, handovers } from "../analysis/handovers.ts";
import type { Subject } from "../analysis/subject.ts";

export function* outputAssignedOnce({ pipelines }: Subject): Generator<Diagnostic> {
  for (const pipeline of pipelines) {
    const assigning = handovers(pipeline);
    for (const [index, later] of assigning.entries()) {
      const earlier = assigning
        .slice(0, index)
        .find((other) => other.output.name === later.output.name && areOnOnePath(other, later));
      if (earlier === undefined) continue;
      const params = { owner: codeOf(pipeline.owner.fqdn), output: later.output.name, step: later.step.name };
      const related = [{ span: earlier.output.at, text: `\`${earlier.step.name}\` gave it before` }];
      yield rules.outputAssignedOnce(params, { at: later.output.at, related });
    }
  }
}

function areOnOnePath(earlier: Handover, later: Handover): boolean {
  const { flow } = earlier.pipeline;
  if (givingEdges(flow, later).length === 0) return false;
  return givingEdges(flow, earlier).some(
    ({ to }) => to === later.step.name || flow.pathBetween(to, later.step.name) !== undefined,
  );
}

function givingEdges(flow: Flow, { step, output }: Handover): readonly FlowEdge[] {
  return flow.leaving(step.name).filter(({ gains }) => gains.has(`${step.name}.${output.name}`));
}
