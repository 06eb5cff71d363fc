import { closeSync, constants, type Dirent, openSync, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Diagnostic, type Place, rules } from "@pgs/governance";

/** A snapshot as it lies on the disk. */
export interface SnapshotTree {
  /** Bytes of every plain file by its path, with `/`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Paths of what is neither a file nor a folder. */
  readonly odd: ReadonlySet<string>;
  readonly findings: readonly Diagnostic[];
}

/** Reads every file under a directory once. Follows no link, and takes none for a file. */
export function readTree(directory: string): SnapshotTree {
  const name = basename(directory);
  const files = new Map<string, Uint8Array>();
  const odd = new Map<string, Diagnostic>();
  // Put together by hand: `join` looks at every character of paths that are in order already.
  const visit = (prefix: string): void => {
    for (const entry of listFolder(`${directory}/${prefix}`)) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) visit(`${path}/`);
      else if (entry.isFile()) files.set(path, readPlain(`${directory}/${path}`));
      else odd.set(path, rules.snapshotFilesPlain({ file: path, seen: kindOf(entry) }, placeOfFile(name, path)));
    }
  };
  visit("");
  return { files, odd: new Set(odd.keys()), findings: [...odd.values()] };
}

/** Where a finding about a file of a snapshot stands. */
export function placeOfFile(snapshot: string, path: string): Place {
  return { at: { file: `${snapshot}/${path}`, start: 0, end: 0 } };
}

/** A folder that is not there holds nothing. */
function listFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Fails on a link that has taken the file's place since it was listed. */
function readPlain(path: string): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function kindOf(entry: Dirent): string {
  return entry.isSymbolicLink() ? "a link" : "something else";
}
