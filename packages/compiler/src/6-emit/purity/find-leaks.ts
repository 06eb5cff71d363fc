import type { PurityFinding } from "./finding.ts";
import { rootsOf } from "./roots-of.ts";
import type { Binding, Scope } from "./scope.ts";
import { bare, isFunction, memberName, type Node } from "./syntax.ts";
import { referenceOf, type Visited } from "./walk-module.ts";

/**
 * Finds what a module keeps, could be changed by its type, and is given to other code: returned, handed to a function,
 * exported. Whoever gets it could change it; once it is declared to stay as it is, TypeScript sees to that.
 */
export function findLeaks(visits: readonly Visited[]): readonly PurityFinding[] {
  const reported = new Set<Binding>();
  return visits.flatMap((visited): readonly PurityFinding[] => {
    const binding = referenceOf(visited)?.binding ?? exportedBy(visited);
    if (binding === undefined || reported.has(binding) || !isChangeable(binding)) return [];
    if (!isGivenAway(visited, binding)) return [];
    reported.add(binding);
    const { start, end } = visited.node;
    const what = `\`${binding.name}\` stays from call to call, and whoever gets it here could change it`;
    return [{ rule: "state", start, end, what, instead: "declare it `as const`, `readonly …[]` or `ReadonlyMap<…>`" }];
  });
}

/** `export const` gives a name away where it is declared. */
function exportedBy({ node, scope, around }: Visited): Binding | undefined {
  if (node.type !== "Identifier" || around.at(-3)?.type !== "ExportNamedDeclaration") return undefined;
  const binding = scope.names.get(node.name);
  return binding?.at === node ? binding : undefined;
}

/** An array, an object, a map or the like of the module itself, not declared to stay as it is. */
function isChangeable({ kind, scope, from, annotation }: Binding): boolean {
  if (kind !== "const" || scope.kind !== "module" || from === undefined) return false;
  return !isStated(from) && !isReadonlyType(annotation) && isContainer(bare(from), scope);
}

function isStated(node: Node): boolean {
  if (node.type === "TSSatisfiesExpression") return isStated(node.expression);
  return node.type === "TSAsExpression" && (isConst(node.typeAnnotation) || isReadonlyType(node.typeAnnotation));
}

function isConst(type: Node): boolean {
  return type.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "const";
}

function isReadonlyType(type: Node | undefined): boolean {
  switch (type?.type) {
    case "TSTypeOperator":
      return type.operator === "readonly";
    case "TSTypeReference":
      return type.typeName.type === "Identifier" && type.typeName.name.startsWith("Readonly");
    case "TSTypeLiteral":
      return type.members.every((member) => "readonly" in member && member.readonly);
    case "TSMappedType":
      return type.readonly === true;
    default:
      return false;
  }
}

function isContainer(node: Node, scope: Scope): boolean {
  if (node.type === "ArrayExpression" || node.type === "ObjectExpression") return true;
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return false;
  const callee = bare(node.callee);
  const [root] = rootsOf(callee, scope);
  const isFrozen = root?.name === "Object" && callee.type === "MemberExpression" && memberName(callee) === "freeze";
  return !isFrozen && !textMakers.has(root?.name ?? "");
}

/** What gives a value that has no parts, or none that change. */
const textMakers: ReadonlySet<string> = new Set(["BigInt", "Boolean", "Math", "Number", "RegExp", "String", "Symbol"]);

function isGivenAway({ node, scope, around }: Visited, binding: Binding): boolean {
  let child = node;
  for (const parent of around.toReversed()) {
    switch (parent.type) {
      case "ReturnStatement":
      case "ArrowFunctionExpression":
      case "ArrayExpression":
      case "Property":
      case "ExportSpecifier":
      case "ExportDefaultDeclaration":
        return true;
      case "AssignmentExpression":
      case "AssignmentPattern":
        return child === parent.right;
      case "VariableDeclarator":
        return child === node && parent.id === node;
      case "CallExpression":
      case "NewExpression": {
        const callee = bare(parent.callee);
        // Built-in functions and methods of built-in values take what they are given as it is.
        return child !== parent.callee && callee.type === "Identifier" && rootsOf(callee, scope)[0]?.kind === "binding";
      }
      case "MemberExpression":
        if (child !== parent.object || !hasParts(binding)) return false;
        break;
      case "ConditionalExpression":
        if (child === parent.test) return false;
        break;
      default:
        if (parent.type !== "LogicalExpression" && bare(parent) === parent) return false;
    }
    child = parent;
  }
  return false;
}

/** Whether members of what is kept can be changed as well. */
function hasParts({ from }: Binding): boolean {
  const node = from === undefined ? undefined : bare(from);
  if (node?.type === "ObjectExpression") {
    return node.properties.some((part) => part.type === "SpreadElement" || !isPlain(part.value));
  }
  return node?.type !== "ArrayExpression" || node.elements.some((part) => part !== null && !isPlain(part));
}

function isPlain(part: Node): boolean {
  const node = bare(part);
  return node.type === "Literal" || node.type === "TemplateLiteral" || node.type === "Identifier" || isFunction(node);
}
