import { existsSync } from "node:fs";
import { type Diagnostic, rules } from "@pgs/governance";
import { type FoundProgram, linkSnapshot, openSnapshot } from "@pgs/runtime";
import { usageFailure } from "./command-failure.ts";
import { keptSnapshotFolder } from "./keep-snapshot.ts";
import type { Workspace } from "./workspace/workspace.ts";

/**
 * Gives the programs that runs are replayed by: the one that was named, or for each run the one that is kept with the
 * data, or else the workspace's where it is the same. Each is verified to the last byte before it is linked, and once.
 */
export function openReplayShelf(
  workspace: Workspace,
  isNamed: boolean,
): (programDigest: string, run: string) => FoundProgram {
  const opened = new Map<string, FoundProgram>();
  const open = (folder: string): FoundProgram => {
    const found = opened.get(folder) ?? openFolder(folder);
    opened.set(folder, found);
    return found;
  };
  if (isNamed && !existsSync(workspace.snapshot)) {
    throw usageFailure("`--snapshot` names a folder that is not there", "give the folder that holds `seal.json`");
  }
  return (program, run) => {
    if (isNamed) return open(workspace.snapshot);
    const kept = keptSnapshotFolder(workspace.dataRoot, program);
    if (existsSync(kept)) return open(kept);
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
