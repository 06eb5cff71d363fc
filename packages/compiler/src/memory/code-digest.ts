import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { sha256Hex } from "@pgs/runtime";
import type { BoundProtocol, SourceRoot } from "../3-bind/bound.ts";
import { artifactsOfKind } from "../5-lower/artifact.ts";
import { listedPackages } from "../6-emit/purity/listed-packages.ts";

/**
 * Digests everything that implementations can consist of: each file under `src/` of the roots that have some, links by
 * their name, and each file of the packages that a transform may import. More than what they do import, so that no
 * import has to be found first. Depends on contents and on names under the root, not on where the root lies.
 */
export function codeDigest(protocol: BoundProtocol): string {
  const roots = new Map<string, SourceRoot>();
  for (const { body, source } of artifactsOfKind(protocol, "CT")) {
    if (body.kind === "atom") roots.set(source.root.path, source.root);
  }
  const ordered = [...roots.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const sources = ordered.flatMap((root) => [`root ${root.path}`, ...linesOfFolder(path.join(root.directory, "src"))]);
  return sha256Hex([...sources, ...linesOfPackages(ordered)].join("\n"));
}

function linesOfFolder(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return [`folder ${entry.name}`, ...linesOfFolder(file), "end"];
      return entry.isFile() ? [`file ${entry.name} ${sha256Hex(readFileSync(file))}`] : [`other ${entry.name}`];
    });
}

/** Says for each root, and for each package again, where it finds what it may import. Each folder is read once. */
function linesOfPackages(roots: readonly SourceRoot[]): readonly string[] {
  const names = new Set(Object.keys(listedPackages).map((module) => module.split("/").slice(0, 2).join("/")));
  const open = roots.flatMap(({ directory }) =>
    [...names].sort().map((name) => ({ name, from: realpathSync(directory) })),
  );
  const places = new Map<string, number>();
  const lines: string[] = [];
  for (const { name, from } of open) {
    const folder = installedFolder(name, from);
    const known = folder === undefined ? -1 : places.get(folder);
    lines.push(`package ${name} ${known ?? places.size}`);
    if (folder === undefined || known !== undefined) continue;
    places.set(folder, places.size);
    lines.push(...linesOfFolder(folder));
    open.push(...neededBy(folder).map((needed) => ({ name: needed, from: folder })));
  }
  return lines;
}

function neededBy(folder: string): readonly string[] {
  const manifest: { readonly dependencies?: object } = JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  );
  return Object.keys(manifest.dependencies ?? {});
}

function installedFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const place = path.join(folder, "node_modules", name);
    if (existsSync(path.join(place, "package.json"))) return realpathSync(place);
    if (folder === path.dirname(folder)) return undefined;
  }
}
