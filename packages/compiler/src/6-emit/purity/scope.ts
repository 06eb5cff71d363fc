import { childrenOf, isFunction, type Node } from "./syntax.ts";

/** A name of the module with what is known of it. */
export interface Binding {
  readonly name: string;
  readonly kind: "import" | "const" | "let" | "function" | "class" | "parameter" | "caught";
  readonly scope: Scope;
  /** Where the name is declared. */
  readonly at: Node;
  /** What it is or is taken from: an initialiser, what a loop goes over. */
  readonly from: Node | undefined;
  /** What is declared beside the name: the annotation, for one. */
  readonly annotation: Node | undefined;
}

export interface Scope {
  readonly kind: "module" | "function" | "block";
  /** What opens it. */
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly names: Map<string, Binding>;
}

/** The binding that a name means here; undefined when nothing in the module declares it. */
export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The function that a scope is in; undefined outside every function, where code runs once, when the module starts. */
export function functionOf(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at !== undefined && at.kind !== "function") at = at.parent;
  return at;
}

/** The scope that a node opens for what is in it; the scope it stands in when it opens none. */
export function openScope(node: Node, parent: Scope | undefined): Scope {
  const kind = node.type === "Program" ? "module" : isFunction(node) || isFieldOfInstance(node) ? "function" : "block";
  if (parent !== undefined && kind === "block" && !opensBlock.has(node.type)) return parent;
  const scope: Scope = { kind, node, parent, names: new Map() };
  if (isFunction(node)) {
    if (node.type === "FunctionExpression" && node.id !== null) declare(scope, node.id, { kind: "function" });
    for (const parameter of node.params) declare(scope, parameter, { kind: "parameter" });
    if (node.body !== null) declareVars(scope, node.body);
  }
  if (node.type === "Program") declareVars(scope, node);
  if (node.type === "ClassExpression" && node.id !== null) declare(scope, node.id, { kind: "class" });
  if (node.type === "CatchClause" && node.param !== null) declare(scope, node.param, { kind: "caught" });
  if (node.type === "ForOfStatement" && node.left.type === "VariableDeclaration" && node.left.kind !== "var") {
    declareVariables(scope, node.left, node.right);
    return scope;
  }
  const statements = "body" in node && Array.isArray(node.body) ? (node.body as readonly Node[]) : headOf(node);
  for (const statement of statements) declareStatement(scope, statement);
  return scope;
}

const opensBlock: ReadonlySet<string> = new Set([
  "BlockStatement",
  "CatchClause",
  "ClassExpression",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "StaticBlock",
  "SwitchStatement",
]);

function isFieldOfInstance(node: Node): boolean {
  return (node.type === "PropertyDefinition" || node.type === "AccessorProperty") && !node.static;
}

function headOf(node: Node): readonly Node[] {
  if (node.type === "ForStatement") return node.init === null ? [] : [node.init];
  if (node.type === "ForInStatement") return [node.left];
  return node.type === "SwitchStatement" ? node.cases.flatMap(({ consequent }) => consequent) : [];
}

function declareStatement(scope: Scope, statement: Node): void {
  if ("declare" in statement && statement.declare === true) return;
  switch (statement.type) {
    case "ExportNamedDeclaration":
    case "ExportDefaultDeclaration":
      if (statement.declaration !== null) declareStatement(scope, statement.declaration);
      return;
    case "ImportDeclaration":
      if (statement.importKind === "type") return;
      for (const specifier of statement.specifiers) {
        const isType = specifier.type === "ImportSpecifier" && specifier.importKind === "type";
        if (!isType) declare(scope, specifier.local, { kind: "import" });
      }
      return;
    case "FunctionDeclaration":
      if (statement.id !== null) declare(scope, statement.id, { kind: "function" });
      return;
    case "ClassDeclaration":
      if (statement.id !== null) declare(scope, statement.id, { kind: "class" });
      return;
    case "TSEnumDeclaration":
    case "TSModuleDeclaration":
      declare(scope, statement.id, { kind: "class" });
      return;
    case "VariableDeclaration":
      if (statement.kind !== "var") declareVariables(scope, statement);
  }
}

type Variables = Extract<Node, { readonly type: "VariableDeclaration" }>;

function declareVariables(scope: Scope, { kind, declarations }: Variables, over?: Node): void {
  for (const { id, init } of declarations) {
    const from = init ?? over;
    declare(scope, id, { kind: kind === "let" || kind === "var" ? "let" : "const", from });
  }
}

/** `var` belongs to the function around it, wherever in it it stands. */
function declareVars(scope: Scope, node: Node): void {
  for (const child of childrenOf(node)) {
    if (isFunction(child)) continue;
    if (child.type === "VariableDeclaration" && child.kind === "var") declareVariables(scope, child);
    declareVars(scope, child);
  }
}

function declare(
  scope: Scope,
  target: Node,
  about: Pick<Binding, "kind"> & { readonly from?: Node | undefined },
): void {
  const { kind, from } = about;
  switch (target.type) {
    case "Identifier": {
      const annotation = "typeAnnotation" in target ? (target.typeAnnotation?.typeAnnotation ?? undefined) : undefined;
      scope.names.set(target.name, { name: target.name, kind, scope, at: target, from, annotation });
      return;
    }
    case "ObjectPattern":
      for (const part of target.properties) {
        declare(scope, part.type === "RestElement" ? part.argument : part.value, about);
      }
      return;
    case "ArrayPattern":
      for (const part of target.elements) if (part !== null) declare(scope, part, about);
      return;
    case "AssignmentPattern":
      return declare(scope, target.left, about);
    case "RestElement":
      return declare(scope, target.argument, about);
    case "TSParameterProperty":
      return declare(scope, target.parameter, about);
  }
}
