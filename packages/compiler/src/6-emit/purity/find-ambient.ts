import { errorStack, mathRandom, type Reach, reachOfMember, reachOfName } from "./ambient-names.ts";
import type { PurityFinding } from "./finding.ts";
import { lookUp } from "./scope.ts";
import { bare, isFunction, type Member, memberName, type Node } from "./syntax.ts";
import { referenceOf, type Visited } from "./walk-module.ts";

/** Finds where code reaches for something that the inputs do not give it: the clock, entropy, the host, the locale. */
export function findAmbient(visited: Visited): PurityFinding | undefined {
  const { node, around } = visited;
  switch (node.type) {
    case "Identifier":
      return findName(visited);
    case "MemberExpression":
      return findMember(node, visited);
    case "Property":
      return findKey(node, visited);
    case "MetaProperty":
      return node.meta.name === "import"
        ? found(node, "import.meta", { what: "tells where the code lies" })
        : undefined;
    case "ThisExpression":
      return isInClass(around)
        ? undefined
        : found(node, "this", { what: "depends on how the function is called", instead: "name what it needs" });
    default:
      return undefined;
  }
}

function findName(visited: Visited): PurityFinding | undefined {
  const { node, around } = visited;
  const reference = referenceOf(visited);
  if (reference === undefined || reference.binding !== undefined) return undefined;
  const { name } = reference;
  const reach = reachOfName(name);
  if (reach !== undefined) return found(whole(node, around), printed(name, around, node), reach);
  // By itself it could be asked for `random` under another name.
  const isAskedByName = memberOf(node, around) !== undefined;
  return name === "Math" && !isAskedByName
    ? found(node, name, { what: "holds what draws on entropy", instead: "ask it for the function by name: `Math.max`" })
    : undefined;
}

function findMember(node: Member, { scope }: Visited): PurityFinding | undefined {
  const name = memberName(node);
  const object = bare(node.object);
  const isGlobal = (wanted: string): boolean =>
    object.type === "Identifier" && object.name === wanted && lookUp(scope, wanted) === undefined;
  if (name === undefined) {
    return isGlobal("Math") ? found(node, "Math", { what: "is asked for something that is not named" }) : undefined;
  }
  if (name === "random" && isGlobal("Math")) return found(node, "Math.random", mathRandom);
  if (name === "stack" && (isGlobal("Error") || isError(object, scope))) return found(node, ".stack", errorStack);
  const reach = reachOfMember(name);
  return reach === undefined ? undefined : found(node.property, name, reach);
}

/** `const { localeCompare } = text` asks for a member as well. */
function findKey(node: Extract<Node, { readonly type: "Property" }>, { around }: Visited): PurityFinding | undefined {
  const key = bare(node.key);
  if (around.at(-1)?.type !== "ObjectPattern" || key.type !== "Identifier" || node.computed) return undefined;
  const reach = reachOfMember(key.name);
  return reach === undefined ? undefined : found(key, key.name, reach);
}

function isError(object: Node, scope: Visited["scope"]): boolean {
  if (object.type === "NewExpression")
    return object.callee.type === "Identifier" && object.callee.name.endsWith("Error");
  return object.type === "Identifier" && lookUp(scope, object.name)?.kind === "caught";
}

/** The nearest function that has a `this` of its own is of a class. */
function isInClass(around: readonly Node[]): boolean {
  for (let at = around.length - 1; at >= 0; at -= 1) {
    const node = around[at];
    if (node === undefined) break;
    if (node.type === "PropertyDefinition" || node.type === "AccessorProperty") return true;
    if (node.type === "StaticBlock") return true;
    if (isFunction(node) && node.type !== "ArrowFunctionExpression") return around[at - 1]?.type === "MethodDefinition";
  }
  return false;
}

function memberOf(node: Node, around: readonly Node[]): Member | undefined {
  const parent = around.at(-1);
  return parent?.type === "MemberExpression" && parent.object === node ? parent : undefined;
}

/** `Date.now` and not only `Date`, where it is asked for by name. */
function whole(node: Node, around: readonly Node[]): Node {
  const member = memberOf(node, around);
  return member !== undefined && !member.computed ? member : node;
}

function printed(name: string, around: readonly Node[], node: Node): string {
  const member = memberOf(node, around);
  const asked = member === undefined || member.computed ? undefined : memberName(member);
  return asked === undefined ? name : `${name}.${asked}`;
}

function found({ start, end }: Node, name: string, { what, instead }: Reach): PurityFinding {
  return { rule: "ambient", start, end, name, what, ...(instead === undefined ? {} : { instead }) };
}
