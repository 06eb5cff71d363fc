import {
  type ArrowFunctionExpression,
  type Function as NamedFunction,
  type Node,
  type Program,
  parseSync,
  visitorKeys,
} from "oxc-parser";

export type { Node, Program };

/** A module as a tree, or the first thing that keeps it from being one. Places are UTF-16 offsets of the text. */
export type Parsed =
  | { readonly program: Program }
  | { readonly problem: string; readonly start: number; readonly end: number };

/** Parses a TypeScript module. Never resolves what it imports. */
export function parseModule(text: string): Parsed {
  const { program, errors } = parseSync("module.ts", text, { sourceType: "module" });
  const [error] = errors;
  if (error === undefined) return { program };
  const { start, end } = error.labels[0] ?? { start: 0, end: 0 };
  return { problem: error.message, start, end };
}

/** What of TypeScript's own nodes is there when the code runs. */
const kept: ReadonlySet<string> = new Set([
  "TSAsExpression",
  "TSEnumBody",
  "TSEnumDeclaration",
  "TSEnumMember",
  "TSExportAssignment",
  "TSInstantiationExpression",
  "TSModuleDeclaration",
  "TSNonNullExpression",
  "TSParameterProperty",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

/** The parts of a node that are there when the code runs: no types, nothing that is only declared. */
export function childrenOf(node: Node): readonly Node[] {
  const parts = node as unknown as Readonly<Record<string, Node | readonly (Node | null)[] | null | undefined>>;
  return (visitorKeys[node.type] ?? [])
    .flatMap((key) => parts[key] ?? [])
    .filter((child): child is Node => child !== null && isRun(child));
}

function isRun(node: Node): boolean {
  if (node.type.startsWith("TS")) return kept.has(node.type);
  if ("declare" in node && node.declare === true) return false;
  if (node.type === "ImportDeclaration" || node.type === "ExportAllDeclaration") return false;
  return !(node.type === "ExportNamedDeclaration" && (node.exportKind === "type" || node.source !== null));
}

/** The value inside what only says something about its type. */
export function bare(node: Node): Node {
  switch (node.type) {
    case "TSAsExpression":
    case "TSInstantiationExpression":
    case "TSNonNullExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "ParenthesizedExpression":
    case "ChainExpression":
      return bare(node.expression);
    default:
      return node;
  }
}

export function isFunction(node: Node): node is ArrowFunctionExpression | NamedFunction {
  return (
    node.type === "FunctionDeclaration" || node.type === "FunctionExpression" || node.type === "ArrowFunctionExpression"
  );
}

export type Member = Extract<Node, { readonly type: "MemberExpression" }>;

/** The name that a member is asked for by; undefined when it is only known at run time. */
export function memberName(member: Member): string | undefined {
  const { property, computed } = member;
  if (!computed) return property.type === "PrivateIdentifier" ? `#${property.name}` : nameOf(property);
  const key = bare(property);
  if (key.type === "Literal" && typeof key.value === "string") return key.value;
  return key.type === "TemplateLiteral" && key.expressions.length === 0 ? (key.quasis[0]?.value.raw ?? "") : undefined;
}

function nameOf(node: Node): string | undefined {
  return node.type === "Identifier" ? node.name : undefined;
}
