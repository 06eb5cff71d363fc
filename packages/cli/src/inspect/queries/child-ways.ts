import type { Fqdn } from "@pgs/governance";
import { workflowText } from "../artifact.ts";
import { artifactOf, type SealedProtocol } from "../sealed-protocol.ts";
import { type ChildPass, type Passes, passesOf } from "./child-passes.ts";
import { combine } from "./combine.ts";
import type { ChildWay, FoundPaths, InsideNodes } from "./workflow-path.ts";
import { pathsOf } from "./workflow-paths.ts";

/** Steps into the children that workflows run, and into theirs: a call graph has no circle. */
export function stepInside(protocol: SealedProtocol): (workflow: Fqdn) => InsideNodes {
  const counts = new Map<string, number>();
  const passes = new Map<Fqdn, ReturnType<typeof passesOf>>();
  const passesAt = (workflow: Fqdn, node: string, outcome: string): readonly Passes[] => {
    const { contract } = workflowText(artifactOf(protocol, workflow)).nodes[node] ?? {};
    if (contract === undefined) return [[]];
    const known = passes.get(contract) ?? passesOf(contract, protocol);
    passes.set(contract, known);
    return known.get(outcome) ?? [[]];
  };
  const inside = (workflow: Fqdn): InsideNodes => ({
    count: (node, outcome) => {
      const key = `${workflow} ${node} ${outcome}`;
      const known = counts.get(key) ?? sum(passesAt(workflow, node, outcome).map((each) => countPasses(each, pathsIn)));
      counts.set(key, known);
      return known;
    },
    list: (node, outcome, limit) => {
      const found = passesAt(workflow, node, outcome).flatMap((each) =>
        combine(
          each.map((pass) => waysOf(pass, { pathsIn, limit })),
          limit,
        ),
      );
      return found.slice(0, limit);
    },
  });
  const pathsIn: PathsIn = (workflow, classes, limit) =>
    pathsOf(workflowText(artifactOf(protocol, workflow)), { classes, limit, inside: inside(workflow) });
  return inside;
}

/** The paths of a workflow to exits of some classes. */
type PathsIn = (workflow: Fqdn, classes: readonly string[], limit: number) => FoundPaths;

function countPasses(passes: Passes, pathsIn: PathsIn): number {
  return passes.reduce((total, { workflows, ends }) => {
    const ways = workflows.map((workflow) => pathsIn(workflow, ends, 0).total + (canFault(ends) ? 1 : 0));
    return total * sum(ways);
  }, 1);
}

function waysOf(
  { workflows, ends, step, which }: ChildPass,
  { pathsIn, limit }: { readonly pathsIn: PathsIn; readonly limit: number },
): readonly ChildWay[] {
  const ways = workflows.flatMap((workflow) => {
    const faulted = canFault(ends) ? [{ exit: "", class: "faulted", steps: [] }] : [];
    const paths = [...pathsIn(workflow, ends, limit).paths, ...faulted];
    return paths.map((path) => ({ step, which, workflow, ...path }));
  });
  return ways.slice(0, limit);
}

/** A run may break down anywhere: that is one way, of which a protocol says no more. */
function canFault(ends: readonly string[]): boolean {
  return ends.includes("faulted");
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
