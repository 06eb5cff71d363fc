import { type FlowGraph, type FlowNode, isGoal } from "./flow-graph.ts";

/** All outcomes that lead from one node to another. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly string[];
}

/** What there is to see: reachable nodes, their links, and the way that reads straight down. */
export interface Flow {
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** By source, the preferred link first. */
  readonly links: ReadonlyMap<string, readonly Link[]>;
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** From the start along preferred links to a good end, where one can be reached. */
  readonly spine: readonly string[];
  /** Topological; of two branches the preferred one comes last. */
  readonly order: readonly string[];
}

const preferred = ["ACK", "SUCCESS"];

/** Reads a graph for layout. What the start does not reach, and edges that lead nowhere, are left out. */
export function readFlow(graph: FlowGraph): Flow {
  const all = new Map(graph.nodes.map((node) => [node.name, node]));
  const links = new Map(graph.nodes.map((node) => [node.name, linksOf(node, all)]));
  const start = graph.nodes[0]?.name;
  const order = start === undefined ? [] : topological(start, links);
  const nodes = new Map<string, FlowNode>();
  const sources = new Map<string, string[]>();
  for (const name of order) {
    const node = all.get(name);
    if (node !== undefined) nodes.set(name, node);
    for (const link of links.get(name) ?? []) sources.set(link.to, [...(sources.get(link.to) ?? []), name]);
  }
  return { nodes, links, sources, order, spine: spineOf({ start, nodes, links, order }) };
}

function linksOf(node: FlowNode, all: ReadonlyMap<string, FlowNode>): readonly Link[] {
  const outcomes = new Map<string, string[]>();
  for (const edge of node.next) {
    if (all.has(edge.target)) outcomes.set(edge.target, [...(outcomes.get(edge.target) ?? []), edge.outcome]);
  }
  const links = [...outcomes].map(([to, names]) => ({ from: node.name, to, outcomes: names }));
  const isPreferred = (link: Link): boolean => link.outcomes.some((name) => preferred.includes(name));
  return [...links.filter(isPreferred), ...links.filter((link) => !isPreferred(link))];
}

function topological(start: string, links: ReadonlyMap<string, readonly Link[]>): readonly string[] {
  const seen = new Set<string>();
  const finished: string[] = [];
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const [first, ...others] = links.get(name) ?? [];
    if (first !== undefined) visit(first.to);
    for (const link of others.toReversed()) visit(link.to);
    finished.push(name);
  };
  visit(start);
  return finished.toReversed();
}

function spineOf(
  flow: Pick<Flow, "nodes" | "links" | "order"> & { readonly start: string | undefined },
): readonly string[] {
  const completes = new Set<string>();
  for (const name of flow.order.toReversed()) {
    const reaches = (flow.links.get(name) ?? []).some((link) => completes.has(link.to));
    if (reaches || isGoal(flow.nodes.get(name))) completes.add(name);
  }
  const spine: string[] = [];
  for (let name = flow.start; name !== undefined && !spine.includes(name); ) {
    spine.push(name);
    const links: readonly Link[] = flow.links.get(name) ?? [];
    name = (links.find((link) => completes.has(link.to)) ?? links[0])?.to;
  }
  return spine;
}
