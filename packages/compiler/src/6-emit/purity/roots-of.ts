import { type Binding, lookUp, type Scope } from "./scope.ts";
import { bare, memberName, type Node } from "./syntax.ts";

/** What a value hangs on: a name of the module, a global, or the class that a static member is of. */
export type Root =
  | { readonly kind: "binding"; readonly binding: Binding; readonly name: string }
  | { readonly kind: "global"; readonly name: string };

/**
 * Finds what the value of an expression may be a part of, through members, other names for it and what gives one of
 * its parts back. Nothing for a value that is made here: changing that changes nothing else.
 */
export function rootsOf(expression: Node, scope: Scope, seen: ReadonlySet<Binding> = new Set()): readonly Root[] {
  const node = bare(expression);
  const go = (part: Node): readonly Root[] => rootsOf(part, scope, seen);
  switch (node.type) {
    case "Identifier":
      return rootsOfName(node.name, scope, seen);
    case "MemberExpression":
      return go(node.object);
    case "ConditionalExpression":
      return [...go(node.consequent), ...go(node.alternate)];
    case "LogicalExpression":
      return [...go(node.left), ...go(node.right)];
    case "AssignmentExpression":
      return go(node.right);
    case "SequenceExpression":
      return node.expressions.slice(-1).flatMap(go);
    case "CallExpression": {
      const callee = bare(node.callee);
      const name = callee.type === "MemberExpression" ? memberName(callee) : undefined;
      if (callee.type !== "MemberExpression" || name === undefined || !givesPart.has(name)) return [];
      // `Object.keys(…)` and its like make a new list.
      return go(callee.object).filter(({ kind }) => kind === "binding");
    }
    default:
      return [];
  }
}

/** A name inside a function is followed to what it stands for; one of the module is where following ends. */
function rootsOfName(name: string, scope: Scope, seen: ReadonlySet<Binding>): readonly Root[] {
  const binding = lookUp(scope, name);
  if (binding === undefined) return name === "undefined" ? [] : [{ kind: "global", name }];
  const isAnotherName = binding.scope.kind !== "module" && binding.from !== undefined && !seen.has(binding);
  const further = isAnotherName ? rootsOf(binding.from, binding.scope, new Set([...seen, binding])) : [];
  return further.length > 0 ? further : [{ kind: "binding", binding, name }];
}

const givesPart: ReadonlySet<string> = new Set([
  "at",
  "entries",
  "find",
  "findLast",
  "get",
  "keys",
  "next",
  "pop",
  "shift",
  "subarray",
  "values",
]);
