import type { Fqdn } from "@pgs/governance";
import type { WorkflowArtifact } from "../artifact.ts";

export interface PathSearch {
  /** Name of the exit that a path has to end at. */
  readonly to?: string | undefined;
  /** A node, or a contract that a node runs. */
  readonly through?: string | undefined;
  /** How many to give at most. */
  readonly limit: number;
}

export interface FoundPaths {
  /** How many there are; more than can be counted exactly are the largest safe integer. */
  readonly total: number;
  /** The shortest ones; among equals by outcome. */
  readonly paths: readonly WorkflowPath[];
}

export interface WorkflowPath {
  readonly exit: string;
  readonly class: string;
  readonly steps: readonly { readonly node: string; readonly outcome: string }[];
}

interface Spot {
  readonly node: string;
  /** Whether the path came through what was asked for. */
  readonly isThrough: boolean;
}

type Count = (spot: Spot, length: number) => number;

/**
 * The ways through a workflow, from its start to an exit. All are counted, none is walked in vain: a graph without
 * cycles may have more paths than can ever be listed.
 */
export function pathsOf(workflow: WorkflowArtifact, search: PathSearch): FoundPaths {
  const count = pathCounter(workflow, search);
  const start = enter(workflow, { node: workflow.start, isThrough: search.through === undefined, search });
  const longest = Object.keys(workflow.nodes).length - 1;
  const paths: WorkflowPath[] = [];
  let total = 0;
  for (let length = 0; length <= longest; length += 1) {
    total += count(start, length);
    walk({ workflow, search, count, paths }, { spot: start, length, steps: [] });
  }
  return { total: Math.min(total, Number.MAX_SAFE_INTEGER), paths };
}

interface Walking {
  readonly workflow: WorkflowArtifact;
  readonly search: PathSearch;
  readonly count: Count;
  readonly paths: WorkflowPath[];
}

function walk(
  walking: Walking,
  at: { readonly spot: Spot; readonly length: number; readonly steps: WorkflowPath["steps"] },
): void {
  const { workflow, search, count, paths } = walking;
  const { spot, length, steps } = at;
  if (paths.length >= search.limit || count(spot, length) === 0) return;
  const { exit, next = {} } = workflow.nodes[spot.node] ?? {};
  if (length === 0) paths.push({ exit: spot.node, class: exit ?? "", steps });
  for (const [outcome, target] of length === 0 ? [] : Object.entries(next)) {
    const ahead = enter(workflow, { node: target, isThrough: spot.isThrough, search });
    walk(walking, { spot: ahead, length: length - 1, steps: [...steps, { node: spot.node, outcome }] });
  }
}

/** Counts the ways from a spot to an exit that is wanted, of exactly a length, each once. */
function pathCounter(workflow: WorkflowArtifact, search: PathSearch): Count {
  const known = new Map<string, number>();
  const count: Count = (spot, length) => {
    const key = `${spot.node} ${spot.isThrough} ${length}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { exit, next = {} } = workflow.nodes[spot.node] ?? {};
    const isEnd = exit !== undefined && spot.isThrough && (search.to === undefined || search.to === spot.node);
    let ways = length === 0 && isEnd ? 1 : 0;
    for (const target of length === 0 ? [] : Object.values(next)) {
      ways += count(enter(workflow, { node: target, isThrough: spot.isThrough, search }), length - 1);
    }
    known.set(key, ways);
    return ways;
  };
  return count;
}

function enter(workflow: WorkflowArtifact, to: Spot & { readonly search: PathSearch }): Spot {
  const { node, search } = to;
  const contract: Fqdn | undefined = workflow.nodes[node]?.contract;
  return { node, isThrough: to.isThrough || node === search.through || contract === search.through };
}
