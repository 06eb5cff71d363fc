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
    const entries = entriesOf(join(root.directory, folder));
    if (entries === undefined) {
      const at = { file: printedPath(root, folder), start: 0, end: 0 };
      diagnostics.push(rules.sourceReadable({ path: at.file }, { at }));
    }
    for (const entry of entries ?? []) {
      const below = `${folder}/${entry.name}`;
      const refusal = refusalOf(entry, printedPath(root, below));
      if (refusal !== undefined) diagnostics.push(refusal);
      else if (entry.isDirectory()) folders.push(below);
      else if (isSource(entry)) files.push(below);
    }
    if (found.length + files.length > limit) break;
  }
  files.sort();
  for (const below of files) found.push({ path: printedPath(root, below), below, root });
}

/** Undefined where it may not be read, or its path is longer than the system takes. */
function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

/** Why an entry is neither a source nor a folder to look into, nor something that is none of our business. */
function refusalOf(entry: Dirent, path: string): Diagnostic | undefined {
  const at = { file: path, start: 0, end: 0 };
  if (entry.isSymbolicLink()) return rules.noSymbolicLinks({ path }, { at });
  if (!/\.ya?ml$/i.test(entry.name) || isSource(entry)) return undefined;
  if (entry.isDirectory()) return rules.sourceIsFile({ path, what: "a folder" }, { at });
  return entry.isFile()
    ? rules.yamlExtension({ path }, { at })
    : rules.sourceIsFile({ path, what: "a device" }, { at });
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
