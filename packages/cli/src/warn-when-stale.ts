import { join, resolve } from "node:path";
import type { Composition } from "./composition.ts";
import { shownPath } from "./trace-place.ts";
import { findNewerSource } from "./workspace/find-newer-source.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** Says on standard error when a source was changed after the snapshot was sealed. Never stops a run. */
export function warnWhenStale(workspace: Workspace, { terminal }: Composition): void {
  const roots = workspace.roots.map((root) => resolve(workspace.folder, root));
  const newer = findNewerSource(roots, join(workspace.snapshot, "seal.json"));
  if (newer === undefined) return;
  terminal.err(
    `pgs: ${shownPath(newer, terminal.currentFolder)} is newer than the snapshot; \`pgs compile\` seals it\n`,
  );
}
