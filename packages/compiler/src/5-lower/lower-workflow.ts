import type { Field } from "@pgs/governance";
import type { ExitNodeProgram, IntentProgram, NodeProgram, WorkflowProgram } from "@pgs/runtime";
import type { BoundEdge, BoundExitNode, BoundNode, BoundWorkflow } from "../3-bind/bound.ts";
import type { Environment } from "../4-check/analysis/environment.ts";
import { environmentOf } from "../4-check/analysis/workflow-view.ts";
import { artifactOf } from "./artifact.ts";
import { contractIndex } from "./lower-contract.ts";
import { lowerPreconditions } from "./lower-preconditions.ts";
import { reachableNodes } from "./reachable-nodes.ts";
import { readerCode } from "./reader-code.ts";
import type { Scope } from "./scope.ts";
import { sensitivityOfEntries, sensitivityOfFields } from "./sensitivity.ts";
import { resolveStore } from "./store-resolution.ts";
import type { Tables } from "./tables.ts";
import { addressOf, readerOf, validatorOfFields } from "./tables.ts";

/** Gives a workflow's table: the intent node first, then every node that can be reached, by name. */
export function lowerWorkflow(workflow: BoundWorkflow, tables: Tables): WorkflowProgram {
  const nodes = reachableNodes(workflow);
  const context: NodeContext = {
    workflow,
    tables,
    indexes: new Map(nodes.map(({ name }, index) => [name, index])),
    scope: scopeOf(workflow, nodes, tables),
    environment: environmentOf(workflow, tables.protocol),
  };
  return {
    artifact: addressOf(tables, workflow.fqdn),
    intent: lowerIntent(workflow, tables),
    nodes: nodes.map((node) => lowerNode(node, context)),
  };
}

interface NodeContext {
  readonly workflow: BoundWorkflow;
  readonly tables: Tables;
  readonly indexes: ReadonlyMap<string, number>;
  readonly scope: Scope;
  readonly environment: Environment;
}

function scopeOf(workflow: BoundWorkflow, nodes: readonly BoundNode[], { protocol }: Tables): Scope {
  const results = new Map(
    nodes.flatMap((node, index) =>
      node.kind === "contract"
        ? [[node.name, { index, fields: artifactOf(protocol, node.contract.fqdn, "CC").outputs }] as const]
        : [],
    ),
  );
  return { payload: artifactOf(protocol, workflow.intent.fqdn, "IN").payload, results, resultsArray: "results" };
}

function lowerIntent(workflow: BoundWorkflow, tables: Tables): IntentProgram {
  const intent = artifactOf(tables.protocol, workflow.intent.fqdn, "IN");
  return {
    artifact: addressOf(tables, intent.fqdn),
    actors: intent.actors.map(({ fqdn }) => {
      const { attributes } = artifactOf(tables.protocol, fqdn, "AC");
      return {
        artifact: addressOf(tables, fqdn),
        attributes: validatorOfFields(tables, attributes),
        sensitiveAttributes: sensitivityOfFields(tables, attributes),
      };
    }),
    principal: intent.principal,
    payload: validatorOfFields(tables, intent.payload),
    sensitivePayload: sensitivityOfFields(tables, intent.payload),
  };
}

function lowerNode(node: BoundNode, context: NodeContext): NodeProgram {
  const { tables, scope, workflow, environment } = context;
  if (node.kind === "exit") return lowerExit(node, context);
  if (node.kind === "intent") {
    const outcomes = ["ACK", "NACK"];
    const { preconditions } = node;
    return {
      kind: "intent",
      name: node.name,
      outcomes,
      next: nextOf(node, outcomes, context),
      ...lowerPreconditions({ preconditions, workflow, scope, environment, tables }),
    };
  }
  const contract = artifactOf(tables.protocol, node.contract.fqdn, "CC");
  const outcomes = contract.outcomes.map(({ name }) => name).sort();
  return {
    kind: "contract",
    name: node.name,
    contract: contractIndex({ contract, workflow }, tables),
    inputs: readerOf(tables, readerCode(node.inputs, scope, contract.inputs)),
    sensitiveInputs: sensitivityOfEntries(tables, { entries: node.inputs, targets: contract.inputs, environment }),
    next: nextOf(node, outcomes, context),
    ...lowerPreconditions({ preconditions: node.preconditions, workflow, scope, environment, tables }),
    ...(node.preconditions.length === 0 ? {} : { refused: targetOf(node, "REFUSED", context) }),
  };
}

function lowerExit(node: BoundExitNode, { tables, scope, workflow, environment }: NodeContext): ExitNodeProgram {
  return {
    kind: "exit",
    name: node.name,
    class: node.class,
    reason: node.reason,
    detail: node.detail,
    outputs: node.outputs.length === 0 ? -1 : readerOf(tables, readerCode(node.outputs, scope, [])),
    sensitiveOutputs: sensitivityOfEntries(tables, { entries: node.outputs, targets: statedIn(node), environment }),
    emit: node.emit.map((emit) => {
      const event = artifactOf(tables.protocol, emit.event.fqdn, "EV");
      return {
        event: addressOf(tables, event.fqdn),
        store: tables.stores.indexOf(resolveStore(event.store, { protocol: tables.protocol, workflow }).key),
        fields: readerOf(tables, readerCode(emit.fields, scope, event.fields)),
        sensitiveFields: sensitivityOfEntries(tables, { entries: emit.fields, targets: event.fields, environment }),
      };
    }),
  };
}

/** What the outputs of an exit state of themselves. */
function statedIn({ outputs }: BoundExitNode): readonly Field[] {
  return outputs.flatMap(({ name, type }) => (type === undefined ? [] : [{ name, type, optional: true }]));
}

function nextOf(
  node: { readonly name: string; readonly next: readonly BoundEdge[] },
  outcomes: readonly string[],
  context: NodeContext,
): readonly number[] {
  return outcomes.map((outcome) => targetOf(node, outcome, context));
}

function targetOf(
  { name, next }: { readonly name: string; readonly next: readonly BoundEdge[] },
  outcome: string,
  { indexes, workflow }: NodeContext,
): number {
  const target = indexes.get(next.find((edge) => edge.outcome === outcome)?.target ?? "");
  if (target === undefined) {
    throw new Error(`internal: ${outcome} of \`${name}\` in \`${workflow.fqdn}\` leads nowhere after checking`);
  }
  return target;
}
