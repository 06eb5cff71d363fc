import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, rules } from "@pgs/governance";
import type { SourceRoot } from "../3-bind/bound.ts";
import type { Phase } from "../phase.ts";
import type { ReadLimits } from "./read.ts";

/** A file to read. `path` is what diagnostics print, `below` the path under the root's folder. */
export interface FoundSource {
  readonly path: string;
  readonly below: string;
  readonly root: SourceRoot;
}

/**
 * Finds the sources of every root, without opening one. A root that cannot be used and more files than the limit
 * leave no value; a link or a file with a wrong extension is reported and passed over.
 */
export function findSources(roots: readonly SourceRoot[], limits: ReadLimits): Phase<readonly FoundSource[]> {
  const diagnostics: Diagnostic[] = [];
  const found: FoundSource[] = [];
  let usable = true;
  roots.forEach((root, index) => {
    const at = { file: root.path, start: 0, end: 0 };
    if (roots[index - 1]?.directory === root.directory) {
      diagnostics.push(rules.rootStandsOnce({ root: root.path }, { at }));
      usable = false;
    } else if (!isFolder(join(root.directory, "protocol"))) {
      diagnostics.push(rules.rootHasProtocol({ root: root.path }, { at }));
      usable = false;
    } else {
      findUnder(root, { found, diagnostics, limit: limits.maxFiles });
    }
  });
  if (found.length > limits.maxFiles) {
    const at = { file: found[limits.maxFiles]?.root.path ?? "", start: 0, end: 0 };
    diagnostics.push(rules.fileCountLimit({ limit: String(limits.maxFiles) }, { at }));
    usable = false;
  }
  return { value: usable ? found : undefined, diagnostics };
}

interface Finding {
  readonly found: FoundSource[];
  readonly diagnostics: Diagnostic[];
  readonly limit: number;
}

/** Goes through one root's folders, in the order of full paths, and stops one file past the limit. */
function findUnder(root: SourceRoot, { found, diagnostics, limit }: Finding): void {
  const files: string[] = [];
  const folders = ["protocol"];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root.directory, folder), { withFileTypes: true })) {
      const below = `${folder}/${entry.name}`;
      const at = { file: printedPath(root, below), start: 0, end: 0 };
      if (entry.isSymbolicLink()) diagnostics.push(rules.noSymbolicLinks({ path: at.file }, { at }));
      else if (entry.isDirectory()) folders.push(below);
      else if (isSource(entry)) files.push(below);
      else if (/\.ya?ml$/i.test(entry.name)) diagnostics.push(rules.yamlExtension({ path: at.file }, { at }));
    }
    if (found.length + files.length > limit) break;
  }
  files.sort();
  for (const below of files) found.push({ path: printedPath(root, below), below, root });
}

function isSource(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith(".yaml");
}

function printedPath(root: SourceRoot, below: string): string {
  return root.path === "" || root.path === "." ? below : `${root.path}/${below}`;
}

function isFolder(path: string): boolean {
  // `lstat`, because a linked `protocol` would let a root reach what is not in it.
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
