import { codeOf, type Field, type Span } from "@pgs/governance";
import type { BoundEntry, BoundNode, BoundProtocol } from "../../3-bind/bound.ts";
import { calledCode, saysStep } from "./authored.ts";
import type { Environment } from "./environment.ts";
import type { Flow } from "./flow.ts";
import { artifactNamed } from "./lookup.ts";
import type { Pipeline } from "./pipeline.ts";
import type { WorkflowView } from "./workflow-view.ts";

/** What takes the values: a contract, a transform or an effect as its inputs, an event, an exit, or a step's outputs. */
export type SiteKind = "contract" | "transform" | "effect" | "event" | "exit" | "outputs";

/** A place where values are bound to names: inputs, outputs, event fields. */
export interface Site {
  readonly kind: SiteKind;
  /** Who binds, as a message says it: ``step `sign` ``. */
  readonly says: string;
  /** Where an entry that is missing would belong. */
  readonly at: Span;
  readonly entries: readonly BoundEntry[];
  /** What is declared there; undefined: any name may be bound. */
  readonly targets: readonly Field[] | undefined;
  /** Who declares the targets. */
  readonly of: string;
  /** Who declares what is within them, if somebody else: the event of a record. */
  readonly ofNested?: string;
  readonly environment: Environment;
  readonly flow: Flow;
  /** The node of the flow at which the values are read. */
  readonly node: string;
}

export function sitesOfPipeline({ owner, steps, environment, flow }: Pipeline): readonly Site[] {
  return steps.flatMap(({ step, signature }) => {
    const nested = step.event === undefined ? {} : { ofNested: codeOf(step.event.fqdn) };
    const of = codeOf(step.uses.fqdn);
    const place = { says: saysStep(owner, step), at: step.uses.at, of, ...nested, flow, node: step.name };
    const given = step.outputs.map(({ name, from, at }) => ({ name, value: from, at }));
    const kind = step.uses.kind === "transform" ? ("transform" as const) : ("effect" as const);
    const giving = { ...environment, result: signature.outputs };
    return [
      { ...place, kind, entries: step.inputs, targets: signature.inputs, environment },
      { ...place, kind: "outputs" as const, entries: given, targets: undefined, environment: giving },
    ];
  });
}

export function sitesOfWorkflow(
  { workflow, environment, flow }: WorkflowView,
  protocol: BoundProtocol,
): readonly Site[] {
  return workflow.nodes.flatMap((node) => {
    const bound = boundAt(node, protocol);
    return bound.map((site) => ({ ...site, environment, flow, node: node.name }));
  });
}

type Bound = Pick<Site, "kind" | "says" | "at" | "entries" | "targets" | "of">;

function boundAt(node: BoundNode, protocol: BoundProtocol): readonly Bound[] {
  const says = `node \`${node.name}\``;
  if (node.kind === "intent") return [];
  if (node.kind === "contract") {
    const contract = artifactNamed(protocol, node.contract.fqdn, "CC");
    const of = contract === undefined ? "" : calledCode(contract);
    return [{ kind: "contract", says, at: node.contract.at, entries: node.inputs, targets: contract?.inputs, of }];
  }
  const events = node.emit.map(({ event, fields, at }): Bound => {
    const targets = artifactNamed(protocol, event.fqdn, "EV")?.fields;
    return { kind: "event", says, at, entries: fields, targets, of: codeOf(event.fqdn) };
  });
  const outputs = { says, at: node.at, entries: node.outputs, targets: undefined, of: node.name };
  return [{ kind: "exit", ...outputs }, ...events];
}

/** Who declares a name that is bound at a site, `record.name` within a record included. */
export function declarerOf({ of, ofNested }: Site, name: string): string {
  return name.includes(".") ? (ofNested ?? of) : of;
}
