import type { Span } from "@pgs/governance";

/** A hop from a node or step to the next one, and what is known to be assigned after it. */
export interface FlowEdge {
  readonly from: string;
  readonly outcome: string;
  readonly to: string;
  /** Facts as `<node>.<output>`, and `.<output>` whoever assigned it. */
  readonly gains: ReadonlySet<string>;
  readonly at: Span;
}

/**
 * Answers what holds on every path of a graph: definite assignment (DESIGN §3.3), a forward must-analysis over edges,
 * IN(n) = ∩ over the edges that enter n of IN(p) ∪ gains. Nothing is ever unassigned on the way, so where a fact does
 * not hold there is a path over edges that never gain it: the counter-example. Circles do no harm.
 */
export class Flow {
  readonly start: string;
  readonly edges: readonly FlowEdge[];
  readonly #leaving = new Map<string, FlowEdge[]>();
  readonly #bitOf = new Map<string, bigint>();
  /** What holds at each node that is reached. */
  readonly #holding: ReadonlyMap<string, bigint>;

  constructor(start: string, edges: readonly FlowEdge[]) {
    this.start = start;
    this.edges = edges;
    for (const edge of edges) {
      const leaving = this.#leaving.get(edge.from);
      if (leaving === undefined) this.#leaving.set(edge.from, [edge]);
      else leaving.push(edge);
      for (const fact of edge.gains) {
        if (!this.#bitOf.has(fact)) this.#bitOf.set(fact, 1n << BigInt(this.#bitOf.size));
      }
    }
    this.#holding = this.#analyse();
  }

  leaving(node: string): readonly FlowEdge[] {
    return this.#leaving.get(node) ?? [];
  }

  isReached(node: string): boolean {
    return this.#holding.has(node);
  }

  /** A shortest path from the start to a node on which the fact is never gained; undefined: it holds there. */
  pathWithout(fact: string, node: string): readonly FlowEdge[] | undefined {
    const holding = this.#holding.get(node);
    if (holding === undefined || (holding & (this.#bitOf.get(fact) ?? 0n)) !== 0n) return undefined;
    if (node === this.start) return [];
    return this.#search({ from: this.start, to: node, isTaken: ({ gains }) => !gains.has(fact) });
  }

  /** A shortest path from one node to another; undefined: there is none. A node reaches itself only by a circle. */
  pathBetween(from: string, to: string): readonly FlowEdge[] | undefined {
    return this.#search({ from, to, isTaken: () => true });
  }

  /** True if whoever is at one node is at the other one, or can get there. */
  leadsTo(from: string, to: string): boolean {
    return from === to || this.pathBetween(from, to) !== undefined;
  }

  /** Each pass goes over the nodes so that, but for circles, every node comes after those that lead to it. */
  #analyse(): ReadonlyMap<string, bigint> {
    const order = this.#reversePostorder();
    const bits = this.edges.map(({ gains }) =>
      [...gains].reduce((all, fact) => all | (this.#bitOf.get(fact) ?? 0n), 0n),
    );
    const bitsOf = new Map(this.edges.map((edge, index) => [edge, bits[index] ?? 0n]));
    const holding = new Map<string, bigint>([[this.start, 0n]]);
    for (let isChanging = true; isChanging; ) {
      isChanging = false;
      for (const node of order) {
        const before = holding.get(node) ?? 0n;
        for (const edge of this.leaving(node)) {
          const after = before | (bitsOf.get(edge) ?? 0n);
          const known = holding.get(edge.to);
          const next = known === undefined ? after : known & after;
          if (next === known) continue;
          holding.set(edge.to, next);
          isChanging = true;
        }
      }
    }
    return holding;
  }

  #reversePostorder(): readonly string[] {
    const seen = new Set([this.start]);
    const stack = [{ node: this.start, next: 0 }];
    const finished: string[] = [];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = this.leaving(top.node)[top.next];
      top.next += 1;
      if (edge === undefined) finished.push(stack.pop()?.node ?? "");
      else if (!seen.has(edge.to)) {
        seen.add(edge.to);
        stack.push({ node: edge.to, next: 0 });
      }
    }
    return finished.toReversed();
  }

  #search({ from, to, isTaken }: Search): readonly FlowEdge[] | undefined {
    const last = new Map<string, FlowEdge>();
    const queue = [from];
    for (const node of queue) {
      for (const edge of this.leaving(node)) {
        if (last.has(edge.to) || !isTaken(edge)) continue;
        last.set(edge.to, edge);
        if (edge.to === to) return pathTo(to, { start: from, last });
        queue.push(edge.to);
      }
    }
    return undefined;
  }
}

interface Search {
  readonly from: string;
  readonly to: string;
  readonly isTaken: (edge: FlowEdge) => boolean;
}

/** `ADMIT (ACK) → IDENTIFY (SUCCESS) → REGISTER`. */
export function printPath(path: readonly FlowEdge[]): string {
  const hops = path.map((edge) => `${edge.from} (${edge.outcome})`);
  return [...hops, path.at(-1)?.to ?? ""].join(" → ");
}

function pathTo(
  node: string,
  { start, last }: { readonly start: string; readonly last: ReadonlyMap<string, FlowEdge> },
): readonly FlowEdge[] {
  const path: FlowEdge[] = [];
  for (let edge = last.get(node); edge !== undefined; edge = last.get(edge.from)) {
    path.unshift(edge);
    if (edge.from === start) break;
  }
  return path;
}
