import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Finds a source that was changed after the snapshot was sealed, or nothing. Looks at times only, so that it costs a
 * run next to nothing: it is a hint to compile, never a proof that nothing changed.
 */
export function findNewerSource(roots: readonly string[], sealFile: string): string | undefined {
  const sealedAt = statSync(sealFile).mtimeMs;
  for (const root of roots) {
    for (const part of ["protocol", "src"]) {
      for (const entry of listFiles(join(root, part))) {
        const file = join(entry.parentPath, entry.name);
        if (/\.(yaml|ts)$/.test(entry.name) && statSync(file).mtimeMs > sealedAt) return file;
      }
    }
  }
  return undefined;
}

function listFiles(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  } catch {
    return [];
  }
}
