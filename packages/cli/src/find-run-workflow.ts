import type { LedgerReader } from "@pgs/runtime";
import { tryOpenProgram } from "./open-program.ts";
import type { Place } from "./place.ts";
import { findName } from "./workspace/find-name.ts";

/** Finds the workflow that a word means: one that ran, though it may be in no snapshot any more, or one that could run. */
export function findRunWorkflow(word: string, known: { readonly read: LedgerReader; readonly place: Place }): string {
  const ran = known.read.workflows();
  if (ran.includes(word)) return word;
  const linked = tryOpenProgram(known.place.workspace)?.linked;
  const declared = (linked?.program.workflows ?? []).map(
    ({ artifact }) => linked?.vocabulary.artifacts[artifact] ?? "",
  );
  return findName(word, { noun: "workflow", names: [...new Set([...ran, ...declared])], separator: "::" });
}
