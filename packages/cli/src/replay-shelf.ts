import { existsSync } from "node:fs";
import { type Diagnostic, rules } from "@pgs/governance";
import { type FoundProgram, linkSnapshot, openSnapshot } from "@pgs/runtime";
import { keptSnapshotFolder } from "./keep-snapshot.ts";
import type { OpenedProgram } from "./open-program.ts";
import type { Workspace } from "./workspace/workspace.ts";

/**
 * Gives the programs that runs were made by: for each run the one that is kept with the data, or else the one at hand
 * or the workspace's where it is the same. Each is verified to the last byte before it is linked, and once.
 */
export function openReplayShelf(
  workspace: Workspace,
  atHand?: OpenedProgram,
): (programDigest: string, run: string) => FoundProgram {
  const opened = new Map<string, FoundProgram>();
  const open = (folder: string): FoundProgram => {
    const found = opened.get(folder) ?? openFolder(folder);
    opened.set(folder, found);
    return found;
  };
  return (program, run) => {
    const kept = keptSnapshotFolder(workspace.dataRoot, program);
    if (existsSync(kept)) return open(kept);
    if (atHand?.linked.programDigest === program) return { ok: true, linked: atHand.linked };
    const current = existsSync(workspace.snapshot) ? open(workspace.snapshot) : undefined;
    if (current?.ok === true && current.linked.programDigest === program) return current;
    return { ok: false, finding: rules.replaySnapshotKept({ run, program }, nowhere) };
  };
}

const nowhere = { at: { file: "", start: 0, end: 0 } };

function openFolder(folder: string): FoundProgram {
  const found = openSnapshot(folder);
  if (found.ok) return { ok: true, linked: linkSnapshot(found.snapshot) };
  return { ok: false, finding: found.findings[0] as Diagnostic };
}
