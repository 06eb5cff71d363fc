import type { PurityFinding } from "./finding.ts";
import { mutationsOf } from "./mutations-of.ts";
import { type Root, rootsOf } from "./roots-of.ts";
import { functionOf, lookUp, type Scope } from "./scope.ts";
import { bare, isFunction, memberName, type Node } from "./syntax.ts";
import type { Visited } from "./walk-module.ts";

const inTheCall = "make it inside the function: every call starts from nothing but its inputs";

/** Finds what outlives the call that changes it: a variable of the module, a global, a prototype, a remembering function. */
export function findState(visited: Visited): readonly PurityFinding[] {
  const { node, scope } = visited;
  switch (node.type) {
    case "VariableDeclaration":
      return functionOf(scope) === undefined && scope.kind === "module" ? variables(node) : [];
    case "TSModuleDeclaration":
      return [
        found(node, "a namespace stays from call to call, and all code can change it", "write `const` and `function`"),
      ];
    case "NewExpression":
    case "CallExpression":
      return [...made(node, scope), ...changes(visited)];
    default:
      return changes(visited);
  }
}

function variables({ kind, declarations }: Extract<Node, { readonly type: "VariableDeclaration" }>) {
  return declarations.flatMap(({ id, init }): readonly PurityFinding[] => {
    if (kind === "let" || kind === "var") {
      return [
        found(id, `\`${nameOf(id)}\` can be another at the next call`, "write `const`, or keep it in the function"),
      ];
    }
    const made = init === null ? undefined : bare(init);
    return made !== undefined && isStickyPattern(made)
      ? [found(made, `\`${nameOf(id)}\` remembers where it last matched`, "write the pattern where it is used")]
      : [];
  });
}

/** A pattern with `g` or `y` goes on from its last match. */
function isStickyPattern(node: Node): boolean {
  if (node.type === "Literal" && "regex" in node) return /[gy]/.test(node.regex.flags);
  const isPattern = node.type === "NewExpression" || node.type === "CallExpression";
  if (!isPattern || node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return false;
  const [, flags] = node.arguments;
  return (
    flags !== undefined && !(flags.type === "Literal" && typeof flags.value === "string" && !/[gy]/.test(flags.value))
  );
}

/** What a class or a package makes when the module starts may remember what it was asked. */
function made(node: Extract<Node, { readonly type: "NewExpression" | "CallExpression" }>, scope: Scope) {
  if (functionOf(scope) !== undefined) return [];
  const remembering = rootsOf(node.callee, scope).find(
    (root) => root.kind === "binding" && (root.binding.kind === "class" || root.binding.kind === "import"),
  );
  if (remembering === undefined) return [];
  return [found(node, `\`${remembering.name}\` makes something that stays from call to call`, inTheCall)];
}

function changes({ node, scope, around }: Visited): readonly PurityFinding[] {
  const { assigned, changed } = mutationsOf(node);
  const inside = functionOf(scope);
  const roots = changed.flatMap((target) => rootsOf(target, scope));
  const kept = roots.find((root) => isKept(root, inside) && !isSum(node, root));
  if (kept !== undefined)
    return [found(node, `\`${kept.name}\` is changed here, and it stays from call to call`, inTheCall)];
  if (changed.some((target) => bare(target).type === "ThisExpression") && isStatic(around)) {
    return [found(node, "a static member is changed here, and it stays from call to call", inTheCall)];
  }
  for (const target of assigned) {
    const name = nameOf(target);
    const binding = lookUp(scope, name);
    if (binding === undefined)
      return [found(target, `\`${name}\` is a global, and all code sees it change`, inTheCall)];
    if (inside !== undefined && functionOf(binding.scope) === undefined && binding.scope.kind !== "module") {
      return [found(target, `\`${name}\` is changed here, and it stays from call to call`, inTheCall)];
    }
  }
  return [];
}

/** `add` of what a package gives is a sum more often than a set. */
function isSum(node: Node, root: Root): boolean {
  if (node.type !== "CallExpression" || root.kind !== "binding" || root.binding.kind !== "import") return false;
  const callee = bare(node.callee);
  return callee.type === "MemberExpression" && memberName(callee) === "add";
}

/** While the module starts it may still fill what it declares itself. */
function isKept(root: Root, inside: Scope | undefined): boolean {
  if (root.kind === "global") return true;
  const { kind, scope } = root.binding;
  if (kind === "import") return true;
  return inside !== undefined && functionOf(scope) === undefined;
}

function isStatic(around: readonly Node[]): boolean {
  for (const node of around.toReversed()) {
    if (node.type === "MethodDefinition" || node.type === "PropertyDefinition") return node.static;
    if (node.type === "StaticBlock") return true;
    if (isFunction(node) && node.type === "FunctionDeclaration") return false;
  }
  return false;
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : "it";
}

function found({ start, end }: Node, what: string, instead: string): PurityFinding {
  return { rule: "state", start, end, what, instead };
}
