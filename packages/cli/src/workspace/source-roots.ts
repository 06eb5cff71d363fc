import { basename, isAbsolute, normalize, resolve } from "node:path";
import type { SourceRoot } from "@pgs/compiler";
import { usageFailure } from "../command-failure.ts";
import { configFileName, type Workspace } from "./workspace.ts";

/** How diagnostics and the seal call the protocol that comes with the command. */
export const platformName = "@pgs/capabilities";

/**
 * The roots to compile: those that were named, else those of the configuration, and the platform's. What they are
 * called depends on how they were written only, never on where the folders are.
 */
export function findRoots(asked: {
  readonly named: readonly string[];
  readonly workspace: Workspace;
  readonly currentFolder: string;
  readonly platformRoot: string;
}): readonly SourceRoot[] {
  const { named, workspace, currentFolder, platformRoot } = asked;
  const isNamed = named.length > 0;
  const written = isNamed ? named : workspace.roots;
  if (written.length === 0) {
    const help =
      workspace.configFile === ""
        ? `name a folder, or list some in ${configFileName}`
        : `list some in ${configFileName}`;
    throw usageFailure("there are no roots to compile", help);
  }
  const from = isNamed ? currentFolder : workspace.folder;
  const roots = written.map((root) => ({ path: printedName(root, from), directory: resolve(from, root) }));
  return [{ path: platformName, directory: platformRoot }, ...roots];
}

function printedName(root: string, from: string): string {
  if (isAbsolute(root)) return basename(root);
  const name = normalize(root).replaceAll("\\", "/").replace(/\/$/, "");
  return name === "." ? basename(from) : name;
}

/** Finds the file of a source by the name that the snapshot has for it; where there is none, where it should be. */
export function findSourceFile(
  source: string,
  within: { readonly workspace: Workspace; readonly platformRoot: string },
): string {
  const { workspace, platformRoot } = within;
  const roots = [
    { path: platformName, directory: platformRoot },
    ...workspace.roots.map((root) => ({
      path: printedName(root, workspace.folder),
      directory: resolve(workspace.folder, root),
    })),
    { path: basename(workspace.folder), directory: workspace.folder },
  ];
  const root = roots.find(({ path }) => source.startsWith(`${path}/`));
  return root === undefined
    ? resolve(workspace.folder, source)
    : resolve(root.directory, source.slice(root.path.length + 1));
}
