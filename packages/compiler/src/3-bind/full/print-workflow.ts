import type { Json, JsonObject } from "@pgs/governance";
import type { BoundEdge, BoundExitNode, BoundNode, BoundPrecondition, BoundWorkflow } from "../bound.ts";
import { printType } from "./print-fields.ts";
import { printEntries, printExpression } from "./print-steps.ts";

/** A workflow without a short form: its intent, contracts, structure and binding are artifacts of their own. */
export function printWorkflow(workflow: Omit<BoundWorkflow, "full">): JsonObject {
  const borrowed = [...workflow.stores.values()].filter(({ access }) => access === "read");
  const stores = borrowed.map(({ name, structure }): readonly [string, Json] => [
    name,
    { from: structure, access: "read" },
  ]);
  return {
    ...(workflow.structure === undefined ? {} : { structure: workflow.structure.fqdn }),
    binding: workflow.binding.fqdn,
    start: workflow.nodes[0]?.name ?? "",
    ...(stores.length === 0 ? {} : { stores: Object.fromEntries(stores) }),
    nodes: Object.fromEntries(workflow.nodes.map((node) => [node.name, printNode(node)])),
  };
}

function printNode(node: BoundNode): JsonObject {
  switch (node.kind) {
    case "intent":
      return { intent: node.intent.fqdn, ...printPreconditions(node.preconditions), next: printEdges(node.next) };
    case "contract":
      return {
        contract: node.contract.fqdn,
        ...printPreconditions(node.preconditions),
        inputs: printEntries(node.inputs),
        next: printEdges(node.next),
      };
    case "exit":
      return printExit(node);
  }
}

function printPreconditions(preconditions: readonly BoundPrecondition[]): JsonObject {
  const kinds = (["requires", "forbids"] as const).map((kind): readonly [string, readonly Json[]] => [
    kind,
    preconditions
      .filter((one) => one.kind === kind)
      .map(({ event, match, unlessLater }) => ({
        event: event.fqdn,
        match: printEntries(match),
        ...(unlessLater.length === 0 ? {} : { unless_later: unlessLater.map(({ fqdn }) => fqdn) }),
      })),
  ]);
  return Object.fromEntries(kinds.filter(([, printed]) => printed.length > 0));
}

function printEdges(edges: readonly BoundEdge[]): JsonObject {
  return Object.fromEntries(edges.map(({ outcome, target }) => [outcome, target]));
}

function printExit({ class: exit, reason, detail, outputs, emit }: BoundExitNode): JsonObject {
  const given = outputs.map(({ name, value, type }): readonly [string, Json] => [
    name,
    type === undefined ? printExpression(value) : { from: printExpression(value), ...printType(type) },
  ]);
  const events = emit.map(({ event, fields }) => ({ event: event.fqdn, fields: printEntries(fields) }));
  return {
    exit,
    ...(reason === "" ? {} : { reason }),
    ...(detail === "" ? {} : { detail }),
    ...(given.length === 0 ? {} : { outputs: Object.fromEntries(given) }),
    ...(events.length === 0 ? {} : { emit: events }),
  };
}
