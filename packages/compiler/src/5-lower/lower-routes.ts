import type { Field, JsonObject, Type } from "@pgs/governance";
import type { Route, RouteExit, Routes } from "@pgs/runtime";
import type { BoundEgress, BoundExitNode, BoundIngress, BoundProtocol } from "../3-bind/bound.ts";
import { type Held, heldAs, heldIn } from "../3-bind/mark.ts";
import { fieldOf, heldBy } from "../4-check/analysis/environment.ts";
import { type WorkflowView, workflowsOf } from "../4-check/analysis/workflow-view.ts";
import { artifactOf, artifactsOfKind } from "./artifact.ts";
import { reachableNodes } from "./reachable-nodes.ts";
import { schemaOfFields } from "./type-schema.ts";

/** Gives the active routes of a checked graph, by path and method. Nothing that a run depends on is in them. */
export function lowerRoutes(protocol: BoundProtocol): Routes {
  const active = artifactsOfKind(protocol, "TI").filter(({ status }) => status === "active");
  if (active.length === 0) return { format: 1, routes: [] };
  const views = new Map(workflowsOf(protocol).map((view) => [view.workflow.fqdn, view]));
  const routes = active.map((ingress) => {
    const view = views.get(ingress.workflow.fqdn);
    if (view === undefined) throw new Error(`internal: \`${ingress.fqdn}\` leads nowhere after checking`);
    return lowerRoute(ingress, { view, protocol });
  });
  return { format: 1, routes: routes.sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1)) };
}

function addressOf({ path, method }: Route): string {
  return `${path} ${method}`;
}

interface Asked {
  readonly view: WorkflowView;
  readonly protocol: BoundProtocol;
}

function lowerRoute(ingress: BoundIngress, { view, protocol }: Asked): Route {
  const { fqdn, summary, method, path, workflow, key, egress } = ingress;
  const intent = artifactOf(protocol, view.workflow.intent.fqdn, "IN");
  const answers = egress === undefined ? undefined : artifactOf(protocol, egress.fqdn, "TE");
  const exits = reachableNodes(view.workflow).filter((node) => node.kind === "exit");
  return {
    artifact: fqdn,
    summary,
    method,
    path: path.text,
    workflow: workflow.fqdn,
    key,
    payload: schemaOfFields(intent.payload),
    exits: exits.map((exit) => lowerExit(exit, { view, answers })).sort((a, b) => (a.exit < b.exit ? -1 : 1)),
  };
}

function lowerExit(
  node: BoundExitNode,
  { view, answers }: { readonly view: WorkflowView; readonly answers: BoundEgress | undefined },
): RouteExit {
  const { environment } = view;
  const fields = node.outputs.map(({ name, value, type }): Field => {
    const stated = heldAs(heldBy(value, environment), type);
    return toldField({ name, ...fieldOf(value, environment), ...stated });
  });
  const base = { exit: node.name, class: node.class, detail: node.detail };
  const answer = answers?.exits.find(({ exit }) => exit === node.name);
  if (answer === undefined) return { ...base, outputs: schemaOfFields(fields) };
  const answered = answer.outputs.flatMap(({ name, from }) => {
    const field = fields.find((candidate) => candidate.name === from);
    return field === undefined ? [] : [{ ...field, name }];
  });
  const names: JsonObject = Object.fromEntries(answer.outputs.map(({ name, from }) => [name, from]));
  return { ...base, outputs: schemaOfFields(answered), answers: names as Readonly<Record<string, string>> };
}

/** The field as it is told outside: in the place of a value that is kept back stands why. */
function toldField({ name, optional, ...held }: Field): Field {
  return { name, optional, type: toldType(heldIn({ name, optional, ...held }, undefined)) };
}

function toldType({ type, mark }: Held): Type {
  if (mark !== undefined) {
    const why: Field = { name: "$redacted", type: { kind: "string", const: mark }, optional: false };
    return { kind: "object", properties: [why], open: true };
  }
  if (type.kind === "array") return { ...type, items: toldType({ type: type.items, mark }) };
  return type.kind === "object" ? { ...type, properties: type.properties.map(toldField) } : type;
}
