import { codeOf } from "@pgs/governance";
import type { ExitClass, GraphNodeKind } from "@pgs/runtime";
import type {
  BoundContract,
  BoundContractNode,
  BoundInvoke,
  BoundNode,
  BoundProtocol,
  BoundRoute,
  BoundStep,
  BoundWorkflow,
} from "../../3-bind/bound.ts";
import { artifactOf } from "../../5-lower/artifact.ts";

/** What runs through: names, words and edges. The first node is where it starts. */
export interface FlowGraph {
  readonly kind: "workflow" | "contract";
  /** FQDN. */
  readonly subject: string;
  readonly title: string;
  readonly nodes: readonly FlowNode[];
}

export interface FlowNode {
  readonly name: string;
  readonly kind: GraphNodeKind;
  readonly caption: string;
  readonly class?: ExitClass;
  readonly next: readonly { readonly outcome: string; readonly target: string }[];
}

/** Takes from a bound workflow what its picture shows. Never reads sources. */
export function flowGraphOf(workflow: BoundWorkflow, protocol: BoundProtocol): FlowGraph {
  const { fqdn, summary, nodes } = workflow;
  return { kind: "workflow", subject: fqdn, title: summary, nodes: nodes.map((node) => flowNodeOf(node, protocol)) };
}

/** Takes from a bound contract what the picture of its pipeline shows: its steps, then the outcomes it leaves with. */
export function contractGraphOf({ fqdn, summary, steps, outcomes }: BoundContract): FlowGraph {
  const ends = outcomes.map(
    ({ name, guarantees }): FlowNode => ({ name, kind: "outcome", caption: guaranteeText(guarantees), next: [] }),
  );
  const nodes = steps.map((step, index) => stepNodeOf(step, steps[index + 1]?.name ?? ""));
  return { kind: "contract", subject: fqdn, title: summary, nodes: [...nodes, ...ends] };
}

/** Whether nothing follows a node, by its kind. */
export function isEnd({ kind }: Pick<FlowNode, "kind">): boolean {
  return kind === "exit" || kind === "outcome";
}

/** Whether a run is to end there: what leads to it reads straight down. */
export function isGoal(node: FlowNode | undefined): boolean {
  return node?.class === "completed" || (node?.kind === "outcome" && node.name === "SUCCESS");
}

function flowNodeOf(node: BoundNode, protocol: BoundProtocol): FlowNode {
  switch (node.kind) {
    case "intent":
      return { name: node.name, kind: "intent", caption: codeOf(node.intent.fqdn), next: node.next };
    case "contract":
      return { name: node.name, kind: "contract", caption: captionOf(node, protocol), next: node.next };
    case "exit":
      return { name: node.name, kind: "exit", caption: node.reason, class: node.class, next: [] };
  }
}

/** A node that runs workflows itself shows them, for that is what it is there for. */
function captionOf({ contract }: BoundContractNode, protocol: BoundProtocol): string {
  const called = artifactOf(protocol, contract.fqdn, "CC");
  const [invoke] = called.inline ? called.steps.flatMap((step) => step.invoke ?? []) : [];
  return invoke === undefined ? codeOf(contract.fqdn) : childrenText(invoke);
}

/** `WF_GREET_V0`, of several the first and how many more, and whether it runs for each item of a list. */
function childrenText({ cases, each }: BoundInvoke): string {
  const [first = "", ...others] = [...new Set(cases.map(({ workflow }) => codeOf(workflow.fqdn)))];
  return `${each === undefined ? "" : "each: "}${first}${others.length === 0 ? "" : ` and ${others.length} more`}`;
}

function stepNodeOf({ name, uses, store, invoke, on }: BoundStep, following: string): FlowNode {
  const touched = store === undefined ? "" : ` → ${store.name}`;
  const run = invoke === undefined ? "" : ` → ${childrenText(invoke)}`;
  const op = uses.kind === "transform" ? "" : ` ${uses.op}${touched}${run}`;
  const next = on.map(({ outcome, target }) => ({ outcome, target: targetOf(target, following) }));
  return { name, kind: uses.kind, caption: `${codeOf(uses.fqdn)}${op}`, next };
}

function targetOf(target: BoundRoute["target"], following: string): string {
  switch (target.kind) {
    case "continue":
      return following;
    case "exit":
      return target.outcome;
    case "step":
      return target.name;
  }
}

function guaranteeText(guarantees: readonly string[]): string {
  return guarantees.length <= 3 ? guarantees.join(", ") : `${guarantees.slice(0, 3).join(", ")}, …`;
}
