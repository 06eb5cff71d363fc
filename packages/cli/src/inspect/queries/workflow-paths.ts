import type { Fqdn } from "@pgs/governance";
import type { WorkflowArtifact } from "../artifact.ts";
import { combine } from "./combine.ts";
import type { FoundPaths, InsideNodes, WorkflowPath } from "./workflow-path.ts";

export interface PathSearch {
  /** Name of the exit that a path has to end at. */
  readonly to?: string | undefined;
  /** A node, or a contract that a node runs. */
  readonly through?: string | undefined;
  /** The classes of exits that it may end at; absent: all. */
  readonly classes?: readonly string[];
  /** What goes on inside of nodes that run children; absent: nobody looks. */
  readonly inside?: InsideNodes | undefined;
  /** How many to give at most. */
  readonly limit: number;
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
  return { total: Math.min(total, Number.MAX_SAFE_INTEGER), paths: stepInto(paths, search) };
}

/** The same paths, each as often as there are ways of the children on it. */
function stepInto(paths: readonly WorkflowPath[], { inside, limit }: PathSearch): readonly WorkflowPath[] {
  if (inside === undefined) return paths;
  const found: WorkflowPath[] = [];
  for (const path of paths) {
    const room = limit - found.length;
    const choices = path.steps.map((step) => {
      const ways = inside.list(step.node, step.outcome, room);
      return ways.map((children) => (children.length === 0 ? step : { ...step, children }));
    });
    found.push(...combine(choices, room).map((steps) => ({ ...path, steps })));
    if (found.length === limit) break;
  }
  return found;
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
    const isEnd = exit !== undefined && spot.isThrough && isWanted({ exit, node: spot.node }, search);
    let ways = length === 0 && isEnd ? 1 : 0;
    for (const [outcome, target] of length === 0 ? [] : Object.entries(next)) {
      const ahead = count(enter(workflow, { node: target, isThrough: spot.isThrough, search }), length - 1);
      if (ahead > 0) ways += ahead * (search.inside?.count(spot.node, outcome) ?? 1);
    }
    const counted = Math.min(ways, Number.MAX_SAFE_INTEGER);
    known.set(key, counted);
    return counted;
  };
  return count;
}

function isWanted(end: { readonly exit: string; readonly node: string }, { to, classes }: PathSearch): boolean {
  return (to === undefined || to === end.node) && (classes === undefined || classes.includes(end.exit));
}

function enter(workflow: WorkflowArtifact, to: Spot & { readonly search: PathSearch }): Spot {
  const { node, search } = to;
  const contract: Fqdn | undefined = workflow.nodes[node]?.contract;
  return { node, isThrough: to.isThrough || node === search.through || contract === search.through };
}
