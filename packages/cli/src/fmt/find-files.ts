import { lstatSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { usageFailure } from "../command-failure.ts";

/**
 * The sources that words name: a file itself, and of a folder every `.yaml` under it whose name is that of an artifact,
 * in the order of names. A root is such a folder. Never follows a link; what is not there is a `CommandFailure`.
 */
export function findFiles(named: readonly string[], currentFolder: string): readonly string[] {
  const found = named.flatMap((word) => {
    const path = resolve(currentFolder, word);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() === true) return [path];
    if (stat?.isDirectory() === true) return filesUnder(path);
    throw usageFailure(`there is no file or folder \`${word}\``);
  });
  return [...new Set(found)].sort();
}

/** A path with `/`, as it can be opened from the current folder. */
export function shownFile(file: string, currentFolder: string): string {
  return relative(currentFolder, file).replaceAll("\\", "/");
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesUnder(path);
    return entry.isFile() && /^[A-Z][A-Z0-9_]*_V\d+\.yaml$/.test(entry.name) ? [path] : [];
  });
}

const passedOver: ReadonlySet<string> = new Set([".git", "node_modules", "dist", "protocol_snapshot"]);
