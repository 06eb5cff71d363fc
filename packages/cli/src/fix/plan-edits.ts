import type { Diagnostic, Fix } from "@pgs/governance";

type Edit = Fix["edits"][number];

/** The fixes that can be made together, and what they change in each file. */
export interface FixPlan {
  readonly count: number;
  /** By the file's name in the findings; in order, never two at one place. */
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
}

/**
 * Chooses of all fixes those that can be made at once: each whole or not at all, and none that touches what another
 * one changes. What is left over is found again when the file was changed.
 */
export function planEdits(diagnostics: readonly Diagnostic[], mayChange: (file: string) => boolean): FixPlan {
  const edits = new Map<string, Edit[]>();
  let count = 0;
  for (const { fix } of diagnostics) {
    if (fix === undefined || fix.edits.length === 0) continue;
    if (!fix.edits.every(({ span }) => mayChange(span.file))) continue;
    const isFree = fix.edits.every((edit) => (edits.get(edit.span.file) ?? []).every((taken) => areApart(edit, taken)));
    if (!isFree) continue;
    count += 1;
    for (const edit of fix.edits) edits.set(edit.span.file, [...(edits.get(edit.span.file) ?? []), edit]);
  }
  for (const list of edits.values()) list.sort((a, b) => a.span.start - b.span.start);
  return { count, edits };
}

/** The text with the edits made. Every character outside of them stays what it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let changed = "";
  let at = 0;
  for (const { span, text: written } of edits) {
    changed += text.slice(at, span.start) + written;
    at = span.end;
  }
  return changed + text.slice(at);
}

function areApart(a: Edit, b: Edit): boolean {
  return a.span.end < b.span.start || b.span.end < a.span.start;
}
