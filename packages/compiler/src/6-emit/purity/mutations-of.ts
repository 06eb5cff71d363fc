import { bare, memberName, type Node } from "./syntax.ts";

/** What an expression changes: names that it gives another value, and things that it changes in place. */
export interface Mutations {
  readonly assigned: readonly Node[];
  readonly changed: readonly Node[];
}

const none: Mutations = { assigned: [], changed: [] };

/** Says what a node changes by itself, not what its parts change. */
export function mutationsOf(node: Node): Mutations {
  switch (node.type) {
    case "AssignmentExpression":
      return targetsOf(node.left);
    case "UpdateExpression":
      return targetsOf(node.argument);
    case "ForInStatement":
    case "ForOfStatement":
      return node.left.type === "VariableDeclaration" ? none : targetsOf(node.left);
    case "UnaryExpression":
      return node.operator === "delete" ? targetsOf(node.argument) : none;
    case "CallExpression":
      return changedByCall(node);
    default:
      return none;
  }
}

function targetsOf(target: Node): Mutations {
  const node = bare(target);
  switch (node.type) {
    case "Identifier":
      return { assigned: [node], changed: [] };
    case "MemberExpression":
      return { assigned: [], changed: [node.object] };
    case "ObjectPattern":
      return merge(node.properties.map((part) => targetsOf(part.type === "RestElement" ? part.argument : part.value)));
    case "ArrayPattern":
      return merge(node.elements.map((part) => (part === null ? none : targetsOf(part))));
    case "AssignmentPattern":
      return targetsOf(node.left);
    case "RestElement":
      return targetsOf(node.argument);
    default:
      return none;
  }
}

function changedByCall({ callee, arguments: given }: Extract<Node, { readonly type: "CallExpression" }>): Mutations {
  const called = bare(callee);
  if (called.type !== "MemberExpression") return none;
  const name = memberName(called) ?? "";
  const [first] = given;
  const object = bare(called.object);
  if (object.type === "Identifier" && object.name === "Object") {
    return changesFirst.has(name) && first !== undefined ? { assigned: [], changed: [first] } : none;
  }
  // `[].push.call(list, 1)` changes the list as `list.push(1)` does.
  const isBorrowed = name === "call" || name === "apply";
  if (isBorrowed && object.type === "MemberExpression" && changesItself.has(memberName(object) ?? "")) {
    return first === undefined ? none : { assigned: [], changed: [first] };
  }
  // An iterator that was only just made is nobody else's.
  if (name === "next" && object.type === "CallExpression") return none;
  return changesItself.has(name) ? { assigned: [], changed: [object] } : none;
}

function merge(parts: readonly Mutations[]): Mutations {
  return { assigned: parts.flatMap(({ assigned }) => assigned), changed: parts.flatMap(({ changed }) => changed) };
}

const changesFirst: ReadonlySet<string> = new Set([
  "assign",
  "defineProperties",
  "defineProperty",
  "freeze",
  "preventExtensions",
  "seal",
  "setPrototypeOf",
]);

const changesItself: ReadonlySet<string> = new Set([
  "add",
  "clear",
  "copyWithin",
  "delete",
  "fill",
  "next",
  "pop",
  "push",
  "reverse",
  "set",
  "setBigInt64",
  "setBigUint64",
  "setFloat32",
  "setFloat64",
  "setInt16",
  "setInt32",
  "setInt8",
  "setUint16",
  "setUint32",
  "setUint8",
  "shift",
  "sort",
  "splice",
  "throw",
  "unshift",
]);
