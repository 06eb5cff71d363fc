import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import type { SourceRoot } from "../../3-bind/bound.ts";

/** Where a module comes from, said without any absolute path. */
export interface ModuleName {
  readonly namespace: "protocol" | "npm";
  readonly name: string;
}

/** Names the modules of one bundling: `<root>/src/a.ts` under a root, else `<package>@<version>/a.js`. */
export function moduleNamer(roots: readonly SourceRoot[]): (file: string) => ModuleName {
  const places = roots.map((root) => ({ prefix: root.path, directory: realpathSync(root.directory) }));
  return (file) => {
    const place = places.find(({ directory }) => file.startsWith(directory + path.sep));
    // What a root has installed is a package like any other.
    if (place !== undefined && !file.includes(`${path.sep}node_modules${path.sep}`)) {
      return { namespace: "protocol", name: joined(place.prefix, path.relative(place.directory, file)) };
    }
    return { namespace: "npm", name: nameInPackage(file) };
  };
}

function nameInPackage(file: string): string {
  for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
    const manifest = path.join(directory, "package.json");
    if (existsSync(manifest)) {
      const { name, version }: { name?: string; version?: string } = JSON.parse(readFileSync(manifest, "utf8"));
      // Some packages put a nameless package.json inside, only to say how their modules are read.
      if (name !== undefined) return joined(`${name}@${version ?? ""}`, path.relative(directory, file));
    }
    if (directory === path.dirname(directory)) return path.basename(file);
  }
}

function joined(prefix: string, relative: string): string {
  const name = relative.split(path.sep).join("/");
  return prefix === "" || prefix === "." ? name : `${prefix}/${name}`;
}
