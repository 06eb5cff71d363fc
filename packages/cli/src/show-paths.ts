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

function openablePath(
  file: string,
  { roots, currentFolder }: { readonly roots: readonly SourceRoot[]; readonly currentFolder: string },
): string {
  const within = roots.filter(({ path }) => file === path || file.startsWith(`${path}/`));
  const root = within.sort((a, b) => b.path.length - a.path.length)[0];
  if (root === undefined) return file;
  const path = relative(currentFolder, join(root.directory, file.slice(root.path.length))).replaceAll("\\", "/");
  const isFar = path.startsWith("../../..") && root.path === platformName;
  return isFar ? file : path;
}
