import type { PurityFinding } from "./finding.ts";
import { isFunction, type Node } from "./syntax.ts";

/** Finds what waits: an answer that comes later depends on what happens meanwhile. */
export function findWaiting(node: Node): PurityFinding | undefined {
  if (isFunction(node) && node.async) return found(node, "this function is `async`");
  if (node.type === "AwaitExpression") return found(node, "this `await` waits");
  if (node.type === "ForOfStatement" && node.await) return found(node, "this loop waits for every value");
  const isDisposal = node.type === "VariableDeclaration" && node.kind === "await using";
  return isDisposal ? found(node, "this waits when it is left") : undefined;
}

/** Points at the word that waits. */
function found({ start, end }: Node, what: string): PurityFinding {
  return { rule: "waiting", start, end: Math.min(end, start + "async".length), what };
}
