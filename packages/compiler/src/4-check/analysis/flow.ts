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
 * Answers what holds on every path of a graph. Nothing is ever unassigned on the way, so a fact holds at a node on
 * every path iff no path leads there over edges that do not gain it: that is definite assignment (DESIGN §3.3), and
 * the path found is its counter-example. Circles do no harm.
 */
export class Flow {
  readonly start: string;
  readonly edges: readonly FlowEdge[];
  readonly #leaving = new Map<string, FlowEdge[]>();
  /** By fact: the last edge of a shortest path that never gains it, for every node it leads to. */
  readonly #without = new Map<string, ReadonlyMap<string, FlowEdge>>();

  constructor(start: string, edges: readonly FlowEdge[]) {
    this.start = start;
    this.edges = edges;
    for (const edge of edges) {
      const leaving = this.#leaving.get(edge.from);
      if (leaving === undefined) this.#leaving.set(edge.from, [edge]);
      else leaving.push(edge);
    }
  }

  leaving(node: string): readonly FlowEdge[] {
    return this.#leaving.get(node) ?? [];
  }

  isReached(node: string): boolean {
    return node === this.start || this.#reachedWithout("").has(node);
  }

  /** A shortest path from the start to a node on which the fact is never gained; undefined: it holds there. */
  pathWithout(fact: string, node: string): readonly FlowEdge[] | undefined {
    if (node === this.start) return [];
    const last = this.#reachedWithout(fact);
    return last.has(node) ? pathTo(node, { start: this.start, last }) : undefined;
  }

  /** A shortest path from one node to another; undefined: there is none. A node reaches itself only by a circle. */
  pathBetween(from: string, to: string): readonly FlowEdge[] | undefined {
    const last = this.#search(from, () => true);
    return last.has(to) ? pathTo(to, { start: from, last }) : undefined;
  }

  #reachedWithout(fact: string): ReadonlyMap<string, FlowEdge> {
    const known = this.#without.get(fact);
    if (known !== undefined) return known;
    const last = this.#search(this.start, (edge) => !edge.gains.has(fact));
    this.#without.set(fact, last);
    return last;
  }

  #search(start: string, isTaken: (edge: FlowEdge) => boolean): ReadonlyMap<string, FlowEdge> {
    const last = new Map<string, FlowEdge>();
    const queue = [start];
    for (const node of queue) {
      for (const edge of this.leaving(node)) {
        if (last.has(edge.to) || !isTaken(edge)) continue;
        last.set(edge.to, edge);
        queue.push(edge.to);
      }
    }
    return last;
  }
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
