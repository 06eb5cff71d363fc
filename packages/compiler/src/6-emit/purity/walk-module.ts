import { type Binding, lookUp, openScope, type Scope } from "./scope.ts";
import { childrenOf, type Node, type Program } from "./syntax.ts";

/** A node with where it stands: `around` is what holds it, innermost last. */
export interface Visited {
  readonly node: Node;
  readonly scope: Scope;
  readonly around: readonly Node[];
}

/** Goes through what of a module runs, outside in. */
export function walkModule(program: Program, visit: (visited: Visited) => void): void {
  const go = (node: Node, outer: Scope | undefined, around: readonly Node[]): void => {
    const scope = openScope(node, outer);
    visit({ node, scope, around });
    const within = [...around, node];
    for (const child of childrenOf(node)) go(child, scope, within);
  };
  go(program, undefined, []);
}

/** A name that is read or written where it stands: what it means, or that nothing in the module declares it. */
export interface Reference {
  readonly name: string;
  readonly binding: Binding | undefined;
}

/** The reference that a node is; undefined for a name that is declared here, a key or a label. */
export function referenceOf({ node, scope, around }: Visited): Reference | undefined {
  if (node.type !== "Identifier") return undefined;
  const parent = around.at(-1);
  if (parent === undefined || isKeyOrLabel(node, parent)) return undefined;
  const binding = lookUp(scope, node.name);
  return binding?.at === node ? undefined : { name: node.name, binding };
}

function isKeyOrLabel(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case "MemberExpression":
      return parent.property === node && !parent.computed;
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
    case "AccessorProperty":
      return parent.key === node && !parent.computed;
    case "TSEnumMember":
      return parent.id === node;
    case "ExportSpecifier":
      return parent.local !== node;
    case "LabeledStatement":
      return parent.label === node;
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
      return true;
    default:
      return false;
  }
}
