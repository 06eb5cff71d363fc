import { codeOf, type Field, type Span, type Type } from "@pgs/governance";
import type {
  BoundContract,
  BoundEntry,
  BoundField,
  BoundNode,
  BoundPrecondition,
  BoundProtocol,
  BoundStep,
  Expr,
} from "../../3-bind/bound.ts";
import { childOf } from "../../3-bind/invoke/child.ts";
import { calledCode, saysStep } from "./authored.ts";
import { type Environment, itemEnvironment, placeOf } from "./environment.ts";
import { Flow } from "./flow.ts";
import { artifactNamed } from "./lookup.ts";
import type { Within } from "./marked-way.ts";
import type { Pipeline } from "./pipeline.ts";
import { type DeclaredRecord, operationOf } from "./signature.ts";
import type { WorkflowView } from "./workflow-view.ts";

/**
 * What takes the values: a contract, a transform or an effect as its inputs, a child as its payload, an event, an exit, a
 * step's outputs, or the fields by which a precondition looks an event up.
 */
export type SiteKind = "contract" | "transform" | "effect" | "child" | "event" | "exit" | "outputs" | "precondition";

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
  /** Of the targets, the one that is a record which somebody else declares. */
  readonly record?: DeclaredRecord | undefined;
  readonly environment: Environment;
  readonly within: Within;
  readonly flow: Flow;
  /** The node of the flow at which the values are read. */
  readonly node: string;
}

export function sitesOfPipeline(pipeline: Pipeline, protocol: BoundProtocol): readonly Site[] {
  const { owner, steps, environment, flow } = pipeline;
  const within = { kind: "pipeline" as const, pipeline };
  return steps.flatMap(({ step, signature, record }) => {
    const of = codeOf(step.uses.fqdn);
    const place = { says: saysStep(owner, step), at: step.uses.at, of, record, within, flow, node: step.name };
    const given = step.outputs.map(({ name, from, at }) => ({ name, value: from, at }));
    const kind = step.uses.kind === "transform" ? ("transform" as const) : ("effect" as const);
    const giving = { ...environment, result: signature.outputs };
    return [
      ...invocationsAt(step, { place, environment, protocol }),
      // What an operation takes that runs workflows is made of the invocation.
      { ...place, kind, entries: step.inputs, targets: step.invoke ? [] : signature.inputs, environment },
      { ...place, kind: "outputs" as const, entries: given, targets: undefined, environment: giving },
    ];
  });
}

interface Invoking extends Pick<Site, "environment"> {
  readonly place: Pick<Site, "says" | "at" | "of" | "within" | "flow" | "node">;
  readonly protocol: BoundProtocol;
}

/** What decides on the children of a step, and the payload of each of them. */
function invocationsAt({ invoke }: BoundStep, { place, environment, protocol }: Invoking): readonly Site[] {
  if (invoke === undefined) return [];
  const within = itemEnvironment(invoke, environment);
  const read = (name: string, value: Expr | undefined) => (value === undefined ? [] : [{ name, value, at: value.at }]);
  const anyName = { ...place, kind: "outputs" as const, targets: undefined };
  const asked = invoke.cases.flatMap(({ workflow }): readonly Site[] => {
    const child = childOf(workflow.fqdn, protocol.artifacts);
    if (child === undefined) return [];
    const { payload: targets } = child;
    const of = codeOf(workflow.fqdn);
    const to = { at: workflow.at, of, entries: invoke.payload, targets, environment: within };
    return [{ ...place, kind: "child", ...to }];
  });
  return [
    { ...anyName, entries: read("each", invoke.each), environment },
    { ...anyName, entries: read("by", invoke.by), environment: within },
    ...asked,
  ];
}

export function sitesOfWorkflow(view: WorkflowView, protocol: BoundProtocol): readonly Site[] {
  const { workflow, environment, flow } = view;
  const within = { kind: "workflow" as const, view };
  return workflow.nodes.flatMap((node) => {
    const bound = boundAt(node, protocol);
    const asked = node.kind === "exit" ? [] : node.preconditions.map((one) => askedAt(node, { one, protocol }));
    // A gate asks when the payload is read, which the flow tells of the nodes after it only.
    const asking = node.kind === "intent" ? new Flow("", []) : flow;
    return [
      ...bound.map((site) => ({ ...site, environment, within, flow, node: node.name })),
      ...asked.map((site) => ({ ...site, environment, within, flow: asking, node: node.name })),
    ];
  });
}

type Bound = Pick<Site, "kind" | "says" | "at" | "entries" | "targets" | "of">;

function boundAt(node: BoundNode, protocol: BoundProtocol): readonly Bound[] {
  const says = `node \`${node.name}\``;
  if (node.kind === "intent") return [];
  if (node.kind === "contract") {
    const contract = artifactNamed(protocol, node.contract.fqdn, "CC");
    const of = contract === undefined ? "" : calledCode(contract);
    const targets = contract && inputsAsDeclared(contract, protocol);
    return [{ kind: "contract", says, at: node.contract.at, entries: node.inputs, targets, of }];
  }
  const events = node.emit.map(({ event, fields, at }): Bound => {
    const targets = artifactNamed(protocol, event.fqdn, "EV")?.fields;
    return { kind: "event", says, at, entries: fields, targets, of: codeOf(event.fqdn) };
  });
  // Any name may be bound, and to anything, unless the exit states its type.
  const given = node.outputs.map(({ name, type, at }) => ({ name, type: type ?? anything, optional: true, at }));
  const outputs = { says, at: node.at, entries: node.outputs, targets: given, of: node.name };
  return [{ kind: "exit", ...outputs }, ...events];
}

const anything: Type = { kind: "any" };

/** The inputs of a contract. One that a node implied has them where the artifact that it wraps declares them. */
function inputsAsDeclared({ inline, inputs, steps }: BoundContract, protocol: BoundProtocol): readonly BoundField[] {
  const [only] = steps;
  if (!inline || only === undefined) return inputs;
  const { uses } = only;
  const called = uses.kind === "transform" ? artifactNamed(protocol, uses.fqdn, "CT") : operationOf(only, protocol);
  const placeOf = new Map(called?.inputs.map(({ name, at }) => [name, at]));
  return inputs.map((field) => ({ ...field, at: placeOf.get(field.name) ?? field.at }));
}

function askedAt(
  { name }: BoundNode,
  { one, protocol }: { readonly one: BoundPrecondition; readonly protocol: BoundProtocol },
): Bound {
  const fields = artifactNamed(protocol, one.event.fqdn, "EV")?.fields;
  const targets = fields?.map((field) => matchedField(field, one.match));
  const of = codeOf(one.event.fqdn);
  return { kind: "precondition", says: `node \`${name}\``, at: one.at, entries: one.match, targets, of };
}

/** A field as a precondition binds it: what it names must have a value, and what it does not name need not. */
function matchedField(field: Field, entries: readonly BoundEntry[]): Field {
  const { default: _, ...rest } = field;
  const value = entries.find(({ name }) => name === field.name)?.value;
  if (value === undefined) return { ...rest, optional: true };
  if (value.kind !== "object" || field.type.kind !== "object") return { ...rest, optional: false };
  const properties = field.type.properties.map((property) => matchedField(property, value.entries));
  return { ...rest, type: { ...field.type, properties }, optional: false };
}

/** Who declares a name that is bound at a site, `record.name` within a record included. */
export function declarerOf({ of, record }: Site, name: string): string {
  return record !== undefined && isWithin(name, record) ? record.of : of;
}

/** Where what a name is bound to is declared; of a part of a record, where the record is named. */
export function declaredAt({ record }: Site, name: string, target: Field | undefined): Span | undefined {
  return placeOf(target) ?? (record !== undefined && isWithin(name, record) ? record.at : undefined);
}

function isWithin(name: string, { input }: DeclaredRecord): boolean {
  return name.startsWith(`${input}.`);
}
