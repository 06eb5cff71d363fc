import { isEnd } from "./flow-graph.ts";
import type { Flow } from "./read-flow.ts";

/** A place in the grid; no two nodes share one. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Where every node stands, and which links run straight down. */
export interface Placement {
  readonly cells: ReadonlyMap<string, Cell>;
  /** The node right below in the same column, by node. */
  readonly below: ReadonlyMap<string, string>;
}

/**
 * Gives every node a cell of its own. The spine goes down the first column; what branches off a node stands in the
 * next column, from the row of that node on, and goes down there; exits that several nodes share stand at the foot.
 *
 *     A ──→ REJECTED
 *     │
 *     B ──→ AUDIT ──→ REFUSED
 *     │
 *     DONE  FAILED
 */
export function placeNodes(flow: Flow): Placement {
  const shared = flow.order.filter((name) => isSharedExit(name, flow));
  const children = treeOf(flow, new Set(shared));
  const cells = new Map<string, Cell>();
  const below = new Map<string, string>();

  const placeChain = (head: string, row: number, column: number): number => {
    let at = row;
    for (let name: string | undefined = head; name !== undefined; ) {
      cells.set(name, { row: at, column });
      const next = nextBelow(name, children, flow);
      let free = at;
      for (const child of children.get(name) ?? []) {
        if (child !== next) free = placeChain(child, free, column + 1);
      }
      if (next !== undefined) below.set(name, next);
      at = Math.max(at + 1, free);
      name = next;
    }
    return at;
  };

  const [start] = flow.order;
  const rows = start === undefined ? 0 : placeChain(start, 0, 0);
  const last = flow.spine.at(-1) ?? "";
  const foot = endsAt(last, flow) ? rows - 1 : rows;
  shared.forEach((name, index) => {
    const columns = (flow.sources.get(name) ?? []).map((source) => cells.get(source)?.column ?? 0);
    cells.set(name, { row: foot + index, column: Math.min(...columns) + 1 });
  });
  return { cells, below };
}

function endsAt(name: string, flow: Flow): boolean {
  const node = flow.nodes.get(name);
  return node !== undefined && isEnd(node);
}

function isSharedExit(name: string, flow: Flow): boolean {
  return endsAt(name, flow) && (flow.sources.get(name)?.length ?? 0) > 1 && !flow.spine.includes(name);
}

/** Every node but the start and the shared exits, under the node it is drawn beside or below. */
function treeOf(flow: Flow, shared: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const rank = new Map(flow.order.map((name, index) => [name, index]));
  const children = new Map<string, string[]>();
  for (const name of flow.order) {
    const onSpine = flow.spine.indexOf(name);
    const sources = flow.sources.get(name) ?? [];
    if (onSpine === 0 || shared.has(name)) continue;
    const latest = [...sources].sort((a, b) => (rank.get(b) ?? 0) - (rank.get(a) ?? 0))[0];
    const parent = onSpine > 0 ? flow.spine[onSpine - 1] : latest;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  return children;
}

/** On the spine its next node; in a branch the first child that goes on. A branch's exit stands beside, not below. */
function nextBelow(name: string, children: ReadonlyMap<string, readonly string[]>, flow: Flow): string | undefined {
  const onSpine = flow.spine.indexOf(name);
  if (onSpine !== -1) return flow.spine[onSpine + 1];
  const own = children.get(name) ?? [];
  const links = flow.links.get(name) ?? [];
  return links.find((link) => own.includes(link.to) && !endsAt(link.to, flow))?.to;
}
