import { join, relative } from "node:path";
import type { SourceRoot } from "@pgs/compiler";
import type { Diagnostic, Label } from "@pgs/governance";
import { platformName } from "./workspace/source-roots.ts";

interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly { readonly path: string; readonly text: string }[];
}

/**
 * The same findings and texts, with every path as it can be opened from the current folder. The compiler knows files
 * by the names of their roots, which are the same wherever it is called. Only what comes with the command from far away
 * keeps that name.
 */
export function showPaths(
  { diagnostics, sources }: Found,
  from: { readonly roots: readonly SourceRoot[]; readonly currentFolder: string },
): Found {
  const shown = new Map<string, string>();
  const pathOf = (file: string): string => {
    const known = shown.get(file) ?? openablePath(file, from);
    shown.set(file, known);
    return known;
  };
  const label = ({ span, text }: Label): Label => ({ span: { ...span, file: pathOf(span.file) }, text });
  return {
    diagnostics: diagnostics.map(({ fix, ...diagnostic }) => ({
      ...diagnostic,
      at: label(diagnostic.at),
      related: diagnostic.related.map(label),
      ...(fix === undefined ? {} : { fix: { title: fix.title, edits: fix.edits.map(label) } }),
    })),
    sources: sources.map(({ path, text }) => ({ path: pathOf(path), text })),
  };
}

/** The file that the compiler knows by a name. A name under no root stays as it is. */
export function fileOf(name: string, roots: readonly SourceRoot[]): string {
  const root = rootOf(name, roots);
  return root === undefined ? name : join(root.directory, name.slice(root.path.length));
}

function openablePath(
  name: string,
  { roots, currentFolder }: { readonly roots: readonly SourceRoot[]; readonly currentFolder: string },
): string {
  const root = rootOf(name, roots);
  if (root === undefined) return name;
  const path = relative(currentFolder, fileOf(name, roots)).replaceAll("\\", "/");
  return path.startsWith("../../..") && root.path === platformName ? name : path;
}

/** The root that a name of the compiler is under: the innermost. */
export function rootOf(name: string, roots: readonly SourceRoot[]): SourceRoot | undefined {
  const holding = roots.filter(({ path }) => name === path || name.startsWith(`${path}/`));
  return holding.sort((a, b) => b.path.length - a.path.length)[0];
}
