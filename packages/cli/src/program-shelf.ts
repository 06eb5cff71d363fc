import { type JournalRow, readHeader } from "@pgs/runtime";
import { findProgram, type OpenedProgram } from "./open-program.ts";
import type { Workspace } from "./workspace/workspace.ts";

/** The programs that runs were made by; each is opened once. */
export interface ProgramShelf {
  /** The program of a run's rows; undefined: it is neither the workspace's nor kept with the data. */
  readonly programOf: (rows: readonly JournalRow[]) => OpenedProgram | undefined;
  /** The program of a digest, likewise. */
  readonly find: (programDigest: string) => OpenedProgram | undefined;
}

export function openShelf(workspace: Workspace, first?: OpenedProgram): ProgramShelf {
  const opened = new Map<string, OpenedProgram | undefined>();
  if (first !== undefined) opened.set(first.snapshot.programDigest, first);
  const find = (digest: string): OpenedProgram | undefined => {
    if (!opened.has(digest)) opened.set(digest, findProgram(digest, workspace));
    return opened.get(digest);
  };
  return { programOf: (rows) => find(readHeader(rows).program_digest), find };
}
