import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { Diagnostic } from "@pgs/governance";
import {
  checkHosts,
  type LinkedProgram,
  linkSnapshot,
  openSnapshot,
  type SideEffectHost,
  type VerifiedSnapshot,
} from "@pgs/runtime";
import { CommandFailure, exitCodes, usageFailure } from "./command-failure.ts";
import { keptSnapshotFolder } from "./keep-snapshot.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** A snapshot that was verified to the last byte, and its code, linked. */
export interface OpenedProgram {
  readonly snapshot: VerifiedSnapshot;
  readonly linked: LinkedProgram;
}

/** Opens the snapshot of a workspace. Evaluates nothing of one that is not as it was sealed. */
export function openProgram(workspace: Workspace, host: SideEffectHost): OpenedProgram {
  const program = openSealedProgram(workspace);
  const findings = checkHosts(program.snapshot.seal, { host, folder: workspace.snapshot });
  if (findings.length === 0) return program;
  throw verificationFailure(
    "the snapshot was compiled for side effects other than those that are performed here",
    findings,
  );
}

/** Opens the snapshot of a workspace for what performs no effect: its hosts are not looked at. */
export function openSealedProgram(workspace: Workspace): OpenedProgram {
  return link(openSealedFiles(workspace));
}

/** Opens the snapshot of a workspace for what only reads it: nothing of it is evaluated. */
export function openSealedFiles(workspace: Workspace): VerifiedSnapshot {
  const { snapshot: folder } = workspace;
  if (existsSync(folder)) return verifyFolder(folder);
  throw usageFailure(`there is no snapshot at ${shownFrom(workspace, folder)}`, "`pgs compile` makes one");
}

/** Opens the snapshot of a workspace where there is one: for what is better with it and works without it. */
export function tryOpenProgram(workspace: Workspace): OpenedProgram | undefined {
  return existsSync(workspace.snapshot) ? openFolder(workspace.snapshot) : undefined;
}

/** Finds a program by its digest: the workspace's, or one that was kept with the data. */
export function findProgram(digest: string, workspace: Workspace): OpenedProgram | undefined {
  const kept = keptSnapshotFolder(workspace.dataRoot, digest);
  const current = openSnapshot(workspace.snapshot);
  if (current.ok && current.snapshot.programDigest === digest) return link(current.snapshot);
  return existsSync(kept) ? openFolder(kept) : undefined;
}

function openFolder(folder: string): OpenedProgram {
  return link(verifyFolder(folder));
}

function verifyFolder(folder: string): VerifiedSnapshot {
  const opened = openSnapshot(folder);
  if (opened.ok) return opened.snapshot;
  throw verificationFailure("the snapshot is not as it was sealed; nothing in it was evaluated", opened.findings);
}

function link(snapshot: VerifiedSnapshot): OpenedProgram {
  return { snapshot, linked: linkSnapshot(snapshot) };
}

function verificationFailure(message: string, diagnostics: readonly Diagnostic[]): CommandFailure {
  return new CommandFailure({ exit: exitCodes.verification, message, report: { diagnostics, sources: new Map() } });
}

function shownFrom(workspace: Workspace, folder: string): string {
  return relative(workspace.folder, folder).replaceAll("\\", "/");
}
