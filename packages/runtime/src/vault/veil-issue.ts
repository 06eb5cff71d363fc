import type { ValidationIssue } from "../snapshot/linked-program.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";

/** Says what is wrong within a sensitive leaf at the leaf, because names inside it are part of its value. */
export function veilIssue(issue: ValidationIssue, leaves: readonly SensitiveLeaf[]): ValidationIssue {
  const parts = issue.pointer.split("/").slice(1);
  const leaf = leaves.find(({ path }) => path.every((name, index) => name === "*" || name === parts[index]));
  if (leaf === undefined || parts.length <= leaf.path.length) return issue;
  const pointer = parts.slice(0, leaf.path.length).map((part) => `/${part}`);
  return { pointer: pointer.join(""), keyword: issue.keyword, message: "is not as it is declared" };
}
