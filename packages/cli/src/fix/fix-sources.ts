import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { SourceRoot } from "@pgs/compiler";
import type { Diagnostic } from "@pgs/governance";
import { CommandFailure, exitCodes } from "../command-failure.ts";
import { fileOf, rootOf } from "../show-paths.ts";
import { platformName } from "../workspace/source-roots.ts";
import { applyEdits, type FixPlan, planEdits } from "./plan-edits.ts";
import { printDiff } from "./print-diff.ts";
import { replaceFile } from "./replace-file.ts";

/** What a check found, and the texts that its findings point into. */
interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly { readonly path: string; readonly text: string }[];
  readonly roots: readonly SourceRoot[];
}

/** What fixing came to. */
export interface Fixed<T extends Found> {
  /** What is found now. */
  readonly found: T;
  readonly fixes: number;
  readonly files: number;
}

/** A mend can bring another one to light, but no chain of them is that long. */
const maxRounds = 20;

/**
 * Checks and mends by turns until there is nothing left to mend. A file is written whole or not at all, and never when
 * somebody else changed it meanwhile; then it is a `CommandFailure`. Never touches the protocol that comes with the
 * command.
 */
export async function fixSources<T extends Found>(check: () => Promise<T>): Promise<Fixed<T>> {
  const changed = new Set<string>();
  let fixes = 0;
  let found = await check();
  for (let round = 0; round < maxRounds; round += 1) {
    const plan = planFor(found);
    if (plan.count === 0) break;
    for (const { file, from, to } of changesOf(plan, found)) {
      if (!replaceFile(file, { from, to })) throw changedMeanwhile(file);
      changed.add(file);
    }
    fixes += plan.count;
    found = await check();
  }
  return { found, fixes, files: changed.size };
}

/** What the first round would change, as a diff. Writes nothing. */
export function diffOfFixes(found: Found, currentFolder: string): string {
  const changes = changesOf(planFor(found), found);
  return changes.map(({ file, ...change }) => printDiff(relative(currentFolder, file), change)).join("");
}

function planFor({ diagnostics, roots }: Found): FixPlan {
  return planEdits(diagnostics, (file) => {
    const root = rootOf(file, roots);
    const isOurs = root?.path === platformName;
    return root !== undefined && !isOurs && file.endsWith(".yaml");
  });
}

interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

function changesOf({ edits }: FixPlan, { sources, roots }: Found): readonly Change[] {
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  return [...edits].map(([path, ofFile]) => {
    const file = fileOf(path, roots);
    const from = readFileSync(file, "utf8");
    // A file that could not be read as a source has no text here; its edit is about its first character.
    if (from !== (texts.get(path) ?? from)) throw changedMeanwhile(file);
    return { file, from, to: applyEdits(from, ofFile) };
  });
}

function changedMeanwhile(file: string): CommandFailure {
  return new CommandFailure({
    exit: exitCodes.findings,
    message: `${file} was changed while it was checked`,
    help: "nothing of it was written; run `pgs check --fix` again",
  });
}
