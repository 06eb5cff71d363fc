import { type Dirent, readdirSync, statSync } from "node:fs";

/**
 * Finds a source that was changed after the snapshot was sealed, or nothing. Looks at times only, so that it costs a
 * run next to nothing: it is a hint to compile, never a proof that nothing changed.
 */
export function findNewerSource(roots: readonly string[], sealFile: string): string | undefined {
  const sealedAt = statSync(sealFile).mtimeMs;
  for (const root of roots) {
    for (const part of ["protocol", "src"]) {
      const newer = findNewerIn(`${root}/${part}`, sealedAt);
      if (newer !== undefined) return newer;
    }
  }
  return undefined;
}

/** Goes down by hand: the recursive listing of Node takes longer than looking at the times. */
function findNewerIn(folder: string, sealedAt: number): string | undefined {
  for (const entry of listFolder(folder)) {
    const place = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const newer = findNewerIn(place, sealedAt);
      if (newer !== undefined) return newer;
    } else if (entry.isFile() && /\.(yaml|ts)$/.test(entry.name) && changedAt(place) > sealedAt) return place;
  }
  return undefined;
}

/** A file that is gone by now was not changed. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function listFolder(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
