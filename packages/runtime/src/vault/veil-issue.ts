import type { Reason } from "../kernel/state.ts";
import type { ValidationIssue } from "../snapshot/linked-program.ts";
import type { SensitiveLeaf } from "../snapshot/program.ts";

/** Says what is wrong within a sensitive leaf at the leaf, because names inside it are part of its value. */
export function veilIssue(issue: ValidationIssue, leaves: readonly SensitiveLeaf[]): ValidationIssue {
  const pointer = pointerOfLeaf(issue.pointer, leaves);
  if (pointer === undefined || pointer === issue.pointer) return issue;
  return { pointer, keyword: issue.keyword, message: "is not as it is declared" };
}

/** Says a refusal of the text within a sensitive leaf at the leaf, and by its code alone. */
export function veilRefusal(refusal: Reason, leaves: readonly SensitiveLeaf[]): Reason {
  const at = pointerOfLeaf(refusal.at, leaves);
  return at === undefined ? refusal : { code: refusal.code, message: "a sensitive value is no strict JSON", at };
}

/** The leaf that a pointer leads to or into. */
function pointerOfLeaf(pointer: string, leaves: readonly SensitiveLeaf[]): string | undefined {
  const parts = pointer.split("/").slice(1);
  const leaf = leaves.find(({ path }) => path.every((name, index) => name === "*" || name === parts[index]));
  if (leaf === undefined || parts.length < leaf.path.length) return undefined;
  return parts
    .slice(0, leaf.path.length)
    .map((part) => `/${part}`)
    .join("");
}
