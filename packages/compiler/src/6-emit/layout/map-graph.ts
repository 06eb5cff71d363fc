import { codeOf, type Fqdn, namespaceOf } from "@pgs/governance";
import type { GraphNodeKind } from "@pgs/runtime";
import type { BoundContract, BoundProtocol, BoundStep, BoundWorkflow } from "../../3-bind/bound.ts";
import { artifactOf, artifactsOfKind } from "../../5-lower/artifact.ts";

/** Who uses what in a protocol: workflows, their contracts, the capabilities of these, and the stores touched. */
export interface MapGraph {
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
}

export interface MapNode {
  /** FQDN, or the id of a store. */
  readonly name: string;
  readonly kind: GraphNodeKind;
  readonly label: string;
  readonly caption: string;
  /** From the left: workflows, contracts, capabilities, stores. */
  readonly column: number;
}

export interface MapLink {
  readonly from: string;
  readonly to: string;
  /** How one uses the other: operations and written events; empty for a plain use. */
  readonly words: readonly string[];
}

/** Collects what the active workflows of a protocol reach. Equal protocols give equal graphs. */
export function mapGraphOf(protocol: BoundProtocol): MapGraph {
  const nodes = new Map<string, MapNode>();
  const links = new Map<string, { readonly from: string; readonly to: string; readonly words: Set<string> }>();
  const add = (node: MapNode): void => void nodes.set(node.name, node);
  const link = (from: string, to: string, word = ""): void => {
    const found = links.get(`${from} ${to}`) ?? { from, to, words: new Set() };
    links.set(`${from} ${to}`, found);
    if (word !== "") found.words.add(word);
  };
  for (const workflow of artifactsOfKind(protocol, "WF").filter(({ status }) => status === "active")) {
    add({ ...namesOf(workflow.fqdn), kind: "workflow", column: 0 });
    for (const node of workflow.nodes) {
      if (node.kind === "contract") {
        const contract = artifactOf(protocol, node.contract.fqdn, "CC");
        link(workflow.fqdn, contract.fqdn);
        addContract(contract, { workflow, add, link });
      } else if (node.kind === "exit") {
        for (const { event } of node.emit) {
          const { store } = artifactOf(protocol, event.fqdn, "EV");
          addStore(store.name, { from: workflow.fqdn, word: codeOf(event.fqdn), workflow, add, link });
        }
      }
    }
  }
  return {
    nodes: [...nodes.values()].sort(byName),
    links: [...links.values()].map(({ words, ...ends }) => ({ ...ends, words: [...words].sort() })),
  };
}

interface Collecting {
  readonly workflow: BoundWorkflow;
  readonly add: (node: MapNode) => void;
  readonly link: (from: string, to: string, word?: string) => void;
}

function addContract({ fqdn, steps }: BoundContract, { workflow, add, link }: Collecting): void {
  add({ ...namesOf(fqdn), kind: "contract", column: 1 });
  for (const { uses, store, invoke } of steps) {
    for (const child of invoke?.cases ?? []) link(fqdn, child.workflow.fqdn, "invoke");
    add({ ...namesOf(uses.fqdn), kind: uses.kind, column: 2 });
    link(fqdn, uses.fqdn, wordOf(uses));
    if (store !== undefined) addStore(store.name, { from: uses.fqdn, word: wordOf(uses), workflow, add, link });
  }
}

/** A store is what the workflow resolves its name to. */
function addStore(
  name: string,
  { from, word, workflow, add, link }: Collecting & { readonly from: string; readonly word: string },
): void {
  const resolved = workflow.stores.get(name);
  if (resolved === undefined) return;
  const id = `${resolved.structure}/${resolved.name}`;
  add({ name: id, kind: "store", label: resolved.name, caption: namespaceOf(resolved.structure), column: 3 });
  link(from, id, word);
}

function wordOf(uses: BoundStep["uses"]): string {
  return uses.kind === "transform" ? "" : uses.op;
}

function namesOf(fqdn: Fqdn): Pick<MapNode, "name" | "label" | "caption"> {
  return { name: fqdn, label: codeOf(fqdn), caption: namespaceOf(fqdn) };
}

function byName(a: MapNode, b: MapNode): number {
  return a.column - b.column || (a.name < b.name ? -1 : 1);
}
