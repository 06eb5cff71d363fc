import { codeOf, type Diagnostic, rules } from "@pgs/governance";
import type { BoundContract, BoundInvoke, BoundStep, BoundWorkflow } from "../../3-bind/bound.ts";
import { type Child, childOf } from "../../3-bind/invoke/child.ts";
import { saysStep } from "../analysis/authored.ts";
import { artifactNamed } from "../analysis/lookup.ts";
import { actorsOf } from "../analysis/pipeline.ts";
import type { Subject } from "../analysis/subject.ts";

/** Of a caller that is one of several actors, each must be admitted: the caller may be any of them. */
export function* childAdmitsAsker({ workflows, protocol }: Subject): Generator<Diagnostic> {
  for (const { workflow } of workflows) {
    for (const node of workflow.nodes) {
      const contract = node.kind === "contract" ? artifactNamed(protocol, node.contract.fqdn, "CC") : undefined;
      for (const step of contract?.steps ?? []) {
        for (const { workflow: invoked } of step.invoke?.cases ?? []) {
          const child = childOf(invoked.fqdn, protocol.artifacts);
          if (contract === undefined || step.invoke === undefined || child === undefined) continue;
          yield* turnedAway(step.invoke, { contract, step, child, parent: workflow, protocol });
        }
      }
    }
  }
}

interface Asking {
  readonly contract: BoundContract;
  readonly step: BoundStep;
  readonly child: Child;
  readonly parent: BoundWorkflow;
  readonly protocol: Subject["protocol"];
}

function* turnedAway(invoke: BoundInvoke, asking: Asking): Generator<Diagnostic> {
  const { child, parent, protocol, contract, step } = asking;
  const code = codeOf(child.workflow.fqdn);
  const says = saysStep(contract, step);
  const admitted = new Set(child.actors.map(({ fqdn }) => fqdn));
  const related = [{ span: child.workflow.intent.at, text: "its actors are those of this intent" }];
  if (invoke.as === undefined) {
    for (const { fqdn } of actorsOf(parent, protocol)) {
      if (admitted.has(fqdn)) continue;
      const actor = codeOf(fqdn);
      const why = `\`${actor}\`, who may ask \`${codeOf(parent.fqdn)}\`, may not ask it`;
      const advice = `add \`${actor}\` to the actors of \`${code}\`, or name one it admits under \`as\``;
      const params = { says, child: code, who: "its caller", why, label: "somebody would be turned away", advice };
      yield rules.childAdmitsAsker(params, { at: invoke.at, related });
    }
    return;
  }
  const actor = codeOf(invoke.as.fqdn);
  const attribute = artifactNamed(protocol, invoke.as.fqdn, "AC")?.attributes.find(
    (field) => !field.optional && field.default === undefined,
  );
  if (!admitted.has(invoke.as.fqdn)) {
    const advice = `name an actor of \`${code}\`, or add \`${actor}\` to them`;
    const params = { says, child: code, who: `\`${actor}\``, why: "it does not admit that one", advice };
    yield rules.childAdmitsAsker({ ...params, label: "turned away" }, { at: invoke.as.at, related });
  } else if (attribute !== undefined) {
    const why = `nobody says the \`${attribute.name}\` of that one`;
    const advice = `ask as an actor without attributes, or let \`${attribute.name}\` be optional`;
    const params = { says, child: code, who: `\`${actor}\``, why, advice, label: "it has attributes" };
    const declared = [{ span: attribute.at, text: "it is declared here, and always asked for" }];
    yield rules.childAdmitsAsker(params, { at: invoke.as.at, related: declared });
  }
}
