import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { join } from "node:path";

/** A folder to watch. `names` are the entries that matter; left out: all of them, in folders below as well. */
export interface WatchedFolder {
  readonly folder: string;
  readonly names?: readonly string[];
}

export interface FolderWatch {
  /** Watches these from now on, and what came to be below them since. */
  readonly refresh: (folders: readonly WatchedFolder[]) => void;
  readonly close: () => void;
}

/**
 * Calls `changed` after every change of an entry. One watcher a folder, because a recursive one opens every file. A
 * folder that goes is watched no more, and one that comes is watched from the next `refresh` on; neither is an error.
 */
export function watchFolders(changed: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  const forget = (key: string): void => {
    watchers.get(key)?.close();
    watchers.delete(key);
  };
  const add = (key: string, { folder, names }: WatchedFolder): void => {
    if (watchers.has(key)) return;
    try {
      const watcher = watch(folder, (_, name) => {
        if (names === undefined || name === null || names.includes(name)) changed();
      });
      watcher.on("error", () => {
        forget(key);
        changed();
      });
      watchers.set(key, watcher);
    } catch (failure) {
      if (!isSystemError(failure)) throw failure;
    }
  };
  return {
    refresh: (folders) => {
      const wanted = new Map(folders.flatMap(withFoldersBelow).map((each) => [keyOf(each), each]));
      for (const key of [...watchers.keys()].filter((known) => !wanted.has(known))) forget(key);
      for (const [key, each] of wanted) add(key, each);
    },
    close: () => {
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

/** A folder that was removed and made anew is another one. */
function keyOf({ folder }: WatchedFolder): string {
  return `${folder} ${statSync(folder, { throwIfNoEntry: false })?.ino ?? ""}`;
}

function withFoldersBelow(watched: WatchedFolder): readonly WatchedFolder[] {
  if (watched.names !== undefined) return [watched];
  const below = entriesOf(watched.folder)
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => withFoldersBelow({ folder: join(watched.folder, name) }));
  return [watched, ...below];
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (failure) {
    if (isSystemError(failure)) return [];
    throw failure;
  }
}

/** What the file system refuses: gone in the meantime, or not ours to read. */
export function isSystemError(failure: unknown): boolean {
  return failure instanceof Error && "syscall" in failure;
}
