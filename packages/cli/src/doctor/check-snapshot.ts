import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkHosts, openSnapshot } from "@pgs/runtime";
import { loadHost } from "../load-host.ts";
import { shownPath } from "../trace-place.ts";
import { findNewerSource } from "../workspace/find-newer-source.ts";
import type { Ailment, Checkup, Patient } from "./checkup.ts";
import { keylessApprovals } from "./keyless-approvals.ts";

/** Whether the snapshot is there, as it was sealed, for what performs its effects here, and of the sources as they are. */
export async function checkSnapshot({ place, composition }: Patient): Promise<Checkup> {
  const { workspace } = place;
  const { currentFolder } = composition.terminal;
  const folder = workspace.snapshot;
  const told = (seen: string, findings: readonly Ailment[]): Checkup => ({ check: "snapshot", seen, findings });
  const shown = shownPath(folder, currentFolder);
  const compile = "`pgs compile` seals one";
  if (!existsSync(folder)) return told("none", [{ problem: `there is no snapshot at ${shown}`, help: compile }]);
  const opened = openSnapshot(folder);
  if (!opened.ok) {
    return told(
      shown,
      opened.findings.map(({ code, message }) => ({ problem: `${code}: ${message}`, help: compile })),
    );
  }
  const strange = checkHosts(opened.snapshot.seal, { host: await loadHost(workspace, composition), folder });
  const roots = workspace.roots.map((root) => resolve(workspace.folder, root));
  const newer = findNewerSource(roots, join(folder, "seal.json"));
  const stale: readonly Ailment[] =
    newer === undefined ? [] : [{ problem: `${shownPath(newer, currentFolder)} is newer than it`, help: compile }];
  const hosts = strange.map(({ code, message }) => ({ problem: `${code}: ${message}`, help: compile }));
  const keyless = keylessApprovals(opened.snapshot, { approvers: workspace.approvers, now: composition.clock.now() });
  return told(`${shown}, program ${opened.snapshot.programDigest.slice(0, 16)}`, [...hosts, ...stale, ...keyless]);
}
