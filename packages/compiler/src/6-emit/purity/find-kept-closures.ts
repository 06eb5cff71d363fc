import type { PurityFinding } from "./finding.ts";
import { mutationsOf } from "./mutations-of.ts";
import { rootsOf } from "./roots-of.ts";
import { type Binding, functionOf, lookUp, type Scope } from "./scope.ts";
import { bare, isFunction, type Node } from "./syntax.ts";
import { referenceOf, type Visited } from "./walk-module.ts";

/**
 * Finds calls at the start of a module that may give back a function that remembers: one that changes a variable of
 * the function it was made in. Within a call such functions are no one's business; kept by the module, they are state.
 */
export function findKeptClosures(visits: readonly Visited[]): readonly PurityFinding[] {
  if (!visits.some((visited) => remembers(visited, visits))) return [];
  return visits.flatMap(({ node, scope }): readonly PurityFinding[] => {
    if (functionOf(scope) !== undefined) return [];
    if (node.type !== "CallExpression" && node.type !== "NewExpression") return [];
    if (![node.callee, ...node.arguments].some((part) => isOwnCode(part, scope))) return [];
    const { start, end } = node;
    const what = "what this call gives may remember what happened before";
    return [{ rule: "state", start, end, what, instead: "make it inside the function, once a call" }];
  });
}

function isOwnCode(part: Node, scope: Scope): boolean {
  return isFunction(bare(part)) || rootsOf(part, scope).some(({ kind }) => kind === "binding");
}

/** Whether a node changes a variable of an outer function, in a function that is given away. */
function remembers({ node, scope }: Visited, visits: readonly Visited[]): boolean {
  const { assigned, changed } = mutationsOf(node);
  const bindings = [
    ...assigned.flatMap((target) => (target.type === "Identifier" ? (lookUp(scope, target.name) ?? []) : [])),
    ...changed
      .flatMap((target) => rootsOf(target, scope))
      .flatMap((root) => (root.kind === "binding" ? root.binding : [])),
  ];
  return bindings.some((binding) => {
    const home = functionOf(binding.scope);
    const nested = home === undefined ? undefined : outermostBelow(scope, home);
    return nested !== undefined && isGivenAway(nested, visits);
  });
}

/** The function in `home` that holds a scope; undefined when the scope is of `home` itself. */
function outermostBelow(scope: Scope, home: Scope): Node | undefined {
  let found: Node | undefined;
  for (let at = functionOf(scope); at !== undefined && at !== home; ) {
    found = at.node;
    at = at.parent === undefined ? undefined : functionOf(at.parent);
  }
  return found;
}

/** A function stays where it is when it is only called, or handed to what calls it. */
function isGivenAway(node: Node, visits: readonly Visited[]): boolean {
  const visit = visits.find((visited) => visited.node === node);
  const parent = visit?.around.findLast((outer) => bare(outer) === outer);
  if (visit === undefined || parent === undefined) return true;
  if (isUsedByCall(parent)) return false;
  const name = node.type === "FunctionDeclaration" ? node.id : parent.type === "VariableDeclarator" ? parent.id : null;
  if (name?.type !== "Identifier") return true;
  const binding = lookUp(visit.scope, name.name);
  return binding === undefined || !usesOf(binding, visits).every(isUsedByCall);
}

function usesOf(binding: Binding, visits: readonly Visited[]): readonly (Node | undefined)[] {
  return visits
    .filter((visited) => referenceOf(visited)?.binding === binding)
    .map(({ around }) => around.findLast((outer) => bare(outer) === outer));
}

function isUsedByCall(parent: Node | undefined): boolean {
  return parent?.type === "CallExpression" || parent?.type === "NewExpression";
}
